import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { environment } from '../../generated/http/environment.js';
import { cognito } from './cognito-client.js';
import { isNamed } from './errors.js';

/** The attribute with the id of the registration that made a user. The pool declares it under this name. */
export const attemptAttribute = 'custom:attempt_id';

/** A user of the pool, as far as registration and deletion look at it. */
export interface CognitoUser {
  /** The `sub`: never given twice, so that a call by it never meets somebody else. */
  readonly userId: string;
  /** The registration that made the user; undefined for one that was made by hand. */
  readonly attemptId: string | undefined;
  /** Cognito's `UserStatus`, such as `CONFIRMED` or `FORCE_CHANGE_PASSWORD`. */
  readonly status: string | undefined;
}

/** What a new user is made of. */
export interface NewCognitoUser {
  /** In the form of an email: the pool knows users by their email. */
  readonly username: string;
  /** Set as the temporary password: the pool's policy judges it, and nobody can log in with it. */
  readonly password: string;
  readonly attemptId: string;
}

/**
 * `AdminCreateUser` without Cognito's own mail. The user stays in `FORCE_CHANGE_PASSWORD`.
 *
 * @returns the user's id (`sub`)
 * @throws UsernameExistsException, InvalidPasswordException and the other errors of Cognito
 */
export async function adminCreateUser(user: NewCognitoUser): Promise<string> {
  const { User } = await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: environment('COGNITO_USER_POOL_ID'),
      Username: user.username,
      TemporaryPassword: user.password,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: user.username },
        { Name: attemptAttribute, Value: user.attemptId },
      ],
    }),
  );
  return subOf(User?.Attributes);
}

/** `AdminGetUser` by user name or `sub`. Undefined when there is no such user. */
export async function adminGetUser(username: string): Promise<CognitoUser | undefined> {
  try {
    const { UserAttributes, UserStatus } = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: environment('COGNITO_USER_POOL_ID'), Username: username }),
    );
    return {
      userId: subOf(UserAttributes),
      attemptId: attributeOf(UserAttributes, attemptAttribute),
      status: UserStatus,
    };
  } catch (error) {
    if (isNamed(error, 'UserNotFoundException')) return undefined;
    throw error;
  }
}

/** `AdminSetUserPassword`, permanent: from now on the user (user name or `sub`) can log in with it. */
export async function adminSetUserPassword(username: string, password: string): Promise<void> {
  await cognito.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: environment('COGNITO_USER_POOL_ID'),
      Username: username,
      Password: password,
      Permanent: true,
    }),
  );
}

/** `AdminDeleteUser` by user name or `sub`. One that is gone already is as good. */
export async function adminDeleteUser(username: string): Promise<void> {
  try {
    await cognito.send(
      new AdminDeleteUserCommand({ UserPoolId: environment('COGNITO_USER_POOL_ID'), Username: username }),
    );
  } catch (error) {
    if (!isNamed(error, 'UserNotFoundException')) throw error;
  }
}

function attributeOf(attributes: readonly AttributeType[] = [], name: string): string | undefined {
  return attributes.find((attribute) => attribute.Name === name)?.Value;
}

function subOf(attributes: readonly AttributeType[] | undefined): string {
  const sub = attributeOf(attributes, 'sub');
  if (sub === undefined) throw new Error('Cognito answered a user without sub.');
  return sub;
}
