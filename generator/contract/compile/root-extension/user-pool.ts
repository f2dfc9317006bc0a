import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import {
  authFlows,
  signInAttributes,
  standardAttributes,
  type AuthFlow,
  type PoolAttribute,
  type SignInAttribute,
  type TokenLives,
  type UserPool,
} from '../../model/user-pool.js';
import { child, fields, isMapping, items, keyOf, type Cursor } from '../../read/cursor.js';
import {
  choiceOf,
  meant,
  readChoice,
  readConfiguredFlag,
  readConfiguredNumber,
  readFlag,
  readWhole,
  reportUnknownKeys,
  type Settings,
} from '../extension-values.js';

/** A user pool as it is declared: without a least length of passwords, the contract's own strings decide. */
export type DeclaredUserPool = Omit<UserPool, 'passwordMinimum'> & Partial<Pick<UserPool, 'passwordMinimum'>>;

const poolKeys = ['signInWith', 'attributes', 'passwordMinimum', 'authFlows', 'tokens', 'threatProtection'];
const tokenKeys = ['accessSeconds', 'idSeconds', 'refreshSeconds', 'rotation'];

/** Seconds that Cognito lets tokens live (`CreateUserPoolClient` of its API reference): a day, and ten years. */
const accessBounds = [300, 86_400] as const;
const refreshBounds = [3_600, 315_360_000] as const;

/** What Cognito means where a client names nothing. */
const defaults = { accessSeconds: 3_600, refreshSeconds: 2_592_000 } as const;

/** `x-authwright.userPool`. */
export function readUserPool(
  holder: Cursor | undefined,
  settings: Settings,
  reporter: Reporter,
): DeclaredUserPool | undefined {
  if (!holder) return undefined;
  if (!isMapping(holder.value)) {
    reporter.report(diagnostic('AW302', holder.at, 'userPool is a mapping'));
    return undefined;
  }
  reportUnknownKeys(holder, poolKeys, reporter);
  const signInWith = readChoice(holder, 'signInWith', signInAttributes, reporter) ?? 'email';
  // Cognito's own least and greatest (`PasswordPolicyType` of its API reference).
  const passwordMinimum = readWhole(holder, 'passwordMinimum', [6, 99], reporter);
  return {
    signInWith,
    attributes: readAttributes(child(holder, 'attributes'), signInWith, reporter),
    ...(passwordMinimum === undefined ? {} : { passwordMinimum }),
    authFlows: readFlows(holder, reporter),
    tokens: readTokens(child(holder, 'tokens'), settings, reporter),
    threatProtection: readConfiguredFlag(holder, 'threatProtection', settings, reporter) ?? false,
    at: keyOf(holder),
  };
}

function readTokens(cursor: Cursor | undefined, settings: Settings, reporter: Reporter): TokenLives {
  const tokens = cursor ?? { value: {}, at: { file: '', pointer: '#' } };
  if (!isMapping(tokens.value)) reporter.report(diagnostic('AW302', tokens.at, 'tokens is a mapping'));
  reportUnknownKeys(tokens, tokenKeys, reporter);
  const seconds = (key: string, bounds: readonly [number, number]): ReturnType<typeof readConfiguredNumber> =>
    readConfiguredNumber(tokens, key, bounds, settings, reporter);
  return {
    accessSeconds: seconds('accessSeconds', accessBounds) ?? defaults.accessSeconds,
    idSeconds: seconds('idSeconds', accessBounds) ?? defaults.accessSeconds,
    refreshSeconds: seconds('refreshSeconds', refreshBounds) ?? defaults.refreshSeconds,
    rotation: readConfiguredFlag(tokens, 'rotation', settings, reporter) ?? false,
  };
}

/**
 * The flows that the client allows. They have to be named: Cognito fills an empty list with flows of its own. One beside
 * the refresh has to be among them, since rotation takes that one away.
 */
function readFlows(holder: Cursor, reporter: Reporter): readonly AuthFlow[] {
  const cursor = child(holder, 'authFlows');
  const flows = items(cursor).flatMap((item) => choiceOf(item, authFlows, reporter) ?? []);
  if (!cursor || items(cursor).length === 0 || !Array.isArray(cursor.value)) {
    reporter.report(
      diagnostic('AW302', cursor?.at ?? holder.at, 'a user pool names the "authFlows" that its client allows', {
        fix: 'Name at least one flow: authFlows: [ALLOW_ADMIN_USER_PASSWORD_AUTH].',
      }),
    );
  } else if (flows.length > 0 && flows.every((flow) => flow === 'ALLOW_REFRESH_TOKEN_AUTH')) {
    reporter.report(
      diagnostic('AW302', cursor.at, 'a refresh alone lets nobody in: name the flow that begins a session'),
    );
  }
  return [...new Set(flows)].sort();
}

/** The standard attributes, then the custom ones, by name; the one that users sign in with is always among them. */
function readAttributes(
  cursor: Cursor | undefined,
  signInWith: SignInAttribute,
  reporter: Reporter,
): readonly PoolAttribute[] {
  if (cursor && !isMapping(cursor.value)) reporter.report(diagnostic('AW302', cursor.at, 'attributes is a mapping'));
  const named = fields(cursor).flatMap(([name, entry]) => readAttribute(name, entry, signInWith, reporter) ?? []);
  const all = named.some(({ name }) => name === signInWith) ? named : [...named, signInAttribute(signInWith)];
  const place = ({ name }: PoolAttribute): string => `${isCustom(name) ? 1 : 0} ${name}`;
  return all.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function isCustom(name: string): boolean {
  return name.startsWith('custom:');
}

function signInAttribute(name: SignInAttribute): PoolAttribute {
  return {
    name,
    required: true,
    mutable: true,
    minLength: undefined,
    maxLength: undefined,
    readable: true,
    writable: true,
  };
}

const standardKeys = ['required', 'mutable', 'readable', 'writable'];
const customKeys = ['mutable', 'minLength', 'maxLength', 'readable', 'writable'];

/** Cognito takes strings of at most so many characters. */
const longestAttribute = 2048;

function readAttribute(
  name: string,
  cursor: Cursor,
  signInWith: SignInAttribute,
  reporter: Reporter,
): PoolAttribute | undefined {
  const custom = isCustom(name);
  if (custom ? !/^custom:[A-Za-z0-9_-]{1,20}$/.test(name) : !(standardAttributes as readonly string[]).includes(name)) {
    const message = `"${name}" is neither an attribute of Cognito nor custom: and 1 to 20 letters, digits, _ and -`;
    reporter.report(diagnostic('AW302', keyOf(cursor), message, meant(name, standardAttributes)));
    return undefined;
  }
  reportUnknownKeys(cursor, custom ? customKeys : standardKeys, reporter);
  const required = readFlag(cursor, 'required', name === signInWith, reporter);
  const minLength = readWhole(cursor, 'minLength', [0, longestAttribute], reporter);
  const maxLength = readWhole(cursor, 'maxLength', [0, longestAttribute], reporter);
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) {
    reporter.report(diagnostic('AW302', cursor.at, `"minLength" of ${name} is greater than its "maxLength"`));
  }
  const writable = readFlag(cursor, 'writable', required, reporter);
  if (required && !writable) {
    reporter.report(diagnostic('AW302', cursor.at, `${name} is required, and Cognito asks its client to write it`));
  }
  return {
    name,
    required,
    mutable: readFlag(cursor, 'mutable', true, reporter),
    minLength,
    maxLength,
    readable: readFlag(cursor, 'readable', required, reporter),
    writable,
  };
}
