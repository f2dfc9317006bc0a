import type { Constraint, Members } from './constraints.js';
import type { Attribute } from './attributes.js';

/*
 * The members of requests that this engine reads, with the limits of the API reference (botocore's
 * `cognito-idp` model 2016-04-18). Others are ignored.
 */

const required = <C extends Constraint>(constraint: C): C & { readonly required: true } => ({
  ...constraint,
  required: true,
});

const text = { kind: 'text' } as const;
const map = { kind: 'map' } as const;
const UserPoolId = required({ kind: 'text', min: 1, max: 55, pattern: '[\\w-]+_[0-9a-zA-Z]+' });
const Username = required({
  kind: 'text',
  min: 1,
  max: 128,
  pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
  secret: true,
});
const ClientId = required({ kind: 'text', min: 1, max: 128, pattern: '[\\w+]+', secret: true });
const ClientSecret = { kind: 'text', min: 24, max: 64, pattern: '[\\w+]+', secret: true } as const;
const SecretHash = { kind: 'text', min: 1, max: 128, pattern: '[\\w+=\\/]+', secret: true } as const;
const token = required({ kind: 'text', pattern: '[A-Za-z0-9\\-_=.]+', secret: true });
/** The model has `[\S]+`; the service has taken inner spaces for years and says this pattern when it refuses. */
const password = { kind: 'text', max: 256, pattern: '^[\\S]+.*[\\S]+$', secret: true } as const;
const attributes = {
  kind: 'list',
  members: {
    Name: required({ kind: 'text', min: 1, max: 32, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+' }),
    Value: { kind: 'text', max: 2048, secret: true },
  },
} as const;
const AuthFlow = required({
  kind: 'text',
  oneOf: [
    'USER_SRP_AUTH',
    'REFRESH_TOKEN_AUTH',
    'REFRESH_TOKEN',
    'CUSTOM_AUTH',
    'ADMIN_NO_SRP_AUTH',
    'USER_PASSWORD_AUTH',
    'ADMIN_USER_PASSWORD_AUTH',
    'USER_AUTH',
  ],
});
const user = { UserPoolId, Username };

/** By action, what its request may hold. */
export const requestMembers = {
  AdminCreateUser: {
    ...user,
    UserAttributes: attributes,
    TemporaryPassword: password,
    MessageAction: { kind: 'text', oneOf: ['RESEND', 'SUPPRESS'] },
  },
  AdminDeleteUser: user,
  AdminDisableUser: user,
  AdminEnableUser: user,
  AdminGetUser: user,
  AdminInitiateAuth: { UserPoolId, ClientId, AuthFlow, AuthParameters: map, ClientMetadata: map },
  AdminSetUserPassword: { ...user, Password: required(password), Permanent: { kind: 'flag' } },
  AdminUpdateUserAttributes: { ...user, UserAttributes: required(attributes) },
  AdminUserGlobalSignOut: user,
  ChangePassword: { AccessToken: token, PreviousPassword: password, ProposedPassword: required(password) },
  DeleteUser: { AccessToken: token },
  DescribeUserPool: { UserPoolId },
  DescribeUserPoolClient: { UserPoolId, ClientId },
  ForgotPassword: { ClientId, SecretHash, Username },
  GetTokensFromRefreshToken: { RefreshToken: token, ClientId, ClientSecret, ClientMetadata: map },
  GetUser: { AccessToken: token },
  GlobalSignOut: { AccessToken: token },
  InitiateAuth: { ClientId, AuthFlow, AuthParameters: map, ClientMetadata: map },
  ListUsers: {
    UserPoolId,
    AttributesToGet: { kind: 'texts' },
    Limit: { kind: 'number', min: 0, max: 60 },
    PaginationToken: { ...text, min: 1, pattern: '[\\S]+' },
    Filter: { ...text, max: 256 },
  },
  RevokeToken: { Token: token, ClientId, ClientSecret },
  SignUp: { ClientId, SecretHash, Username, Password: password, UserAttributes: attributes },
  UpdateUserAttributes: { AccessToken: token, UserAttributes: required(attributes) },
} as const satisfies Readonly<Record<string, Members>>;

/** An action that this engine performs or knows how to refuse. */
export type Action = keyof typeof requestMembers;

/** By kind of constraint, what a value that satisfies it is. */
type Value<C extends Constraint> = C extends { kind: 'text' }
  ? string
  : C extends { kind: 'number' }
    ? number
    : C extends { kind: 'flag' }
      ? boolean
      : C extends { kind: 'texts' }
        ? readonly string[]
        : C extends { kind: 'map' }
          ? Readonly<Record<string, string>>
          : readonly Attribute[];

type RequiredNames<M extends Members> = {
  [K in keyof M]: M[K] extends { required: true } ? K : never;
}[keyof M];

type Shape<M extends Members> = { readonly [K in RequiredNames<M>]: Value<M[K]> } & {
  readonly [K in Exclude<keyof M, RequiredNames<M>>]?: Value<M[K]>;
};

/** The checked request of an action. A member that is null counts as absent and is removed. */
export type Request<A extends Action> = Shape<(typeof requestMembers)[A]>;
