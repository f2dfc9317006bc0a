import type { User } from './state.js';

/**
 * A user as the API answers it: `UserType` has its attributes in `Attributes`, the answer of
 * `AdminGetUser` in `UserAttributes`. Times are seconds since 1970.
 */
export function describeUser(
  user: User,
  attributesMember: 'Attributes' | 'UserAttributes',
  attributesToGet?: readonly string[],
): Record<string, unknown> {
  return {
    Username: user.sub,
    [attributesMember]: attributeList(user).filter(({ Name }) => attributesToGet?.includes(Name) ?? true),
    UserCreateDate: user.createdAt / 1_000,
    UserLastModifiedDate: user.modifiedAt / 1_000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** All attributes of a user, `sub` among them. */
export function attributeList(user: User): { readonly Name: string; readonly Value: string }[] {
  return [
    ...Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
    { Name: 'sub', Value: user.sub },
  ];
}
