import { existsSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DiagnosticCode } from '../../../generator/diagnostics/catalogue.js';
import { command } from './command.js';
import { projectWith } from './contracts.js';
import { expectedText, marked } from './marked.js';

interface Fault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly fix?: string;
  readonly pointer: string;
  /** The contract, with « and » around the place. */
  readonly contract: string;
}

/** A contract with lines of `x-authwright`, and lines of its one operation. */
const contract = (extension: string, operation = ''): string => `openapi: 3.1.0
info: { title: Notes, version: 1.0.0 }
paths:
  /notes/all:
    get:
      operationId: listNotes
${operation}      responses: { '200': { description: All is well. } }
x-authwright:
${extension}`;

const settings = '  settings: { seconds: 600, plus: true, mode: easy }\n';
/** A contract with lines of a user pool. */
const pool = (lines: string, flows = '[ALLOW_ADMIN_USER_PASSWORD_AUTH]'): string =>
  contract(`${settings}  userPool:\n    authFlows: ${flows}\n${lines}`);
const bounds = (key: string, least: number, most: number, or = ''): string =>
  `"${key}" must be a whole number from ${least} to ${most}${or}`;

const poolFaults: Readonly<Record<string, Omit<Fault, 'code'>>> = {
  'an unknown key of the pool': {
    message:
      '"signWith" is not known here; the keys are signInWith, attributes, passwordMinimum, authFlows, tokens, threatProtection',
    fix: 'Did you mean "signInWith"?',
    pointer: '#/x-authwright/userPool/signWith',
    contract: pool('    «signWith»: email\n'),
  },
  'another attribute to sign in with': {
    message: '"e-mail" is none of email, phone_number',
    fix: 'Did you mean "email"?',
    pointer: '#/x-authwright/userPool/signInWith',
    contract: pool('    signInWith: «e-mail»\n'),
  },
  'a pool whose client allows no flow': {
    message: 'a user pool names the "authFlows" that its client allows',
    fix: 'Name at least one flow: authFlows: [ALLOW_ADMIN_USER_PASSWORD_AUTH].',
    pointer: '#/x-authwright/userPool/authFlows',
    contract: pool('', '«[]»'),
  },
  'a flow that Cognito does not know': {
    message:
      '"ALLOW_ADMIN_PASSWORD_AUTH" is none of ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH',
    fix: 'Did you mean "ALLOW_ADMIN_USER_PASSWORD_AUTH"?',
    pointer: '#/x-authwright/userPool/authFlows/0',
    contract: pool('', '[«ALLOW_ADMIN_PASSWORD_AUTH»]'),
  },
  'a refresh and no flow before it': {
    message: 'a refresh alone lets nobody in: name the flow that begins a session',
    pointer: '#/x-authwright/userPool/authFlows',
    contract: pool('', '«[ALLOW_REFRESH_TOKEN_AUTH]»'),
  },
  'a custom attribute without its prefix': {
    message: '"nicknam" is neither an attribute of Cognito nor custom: and 1 to 20 letters, digits, _ and -',
    fix: 'Did you mean "nickname"?',
    pointer: '#/x-authwright/userPool/attributes/nicknam',
    contract: pool('    attributes:\n      «nicknam»: {}\n'),
  },
  'a custom attribute that is required': {
    message: '"required" is not known here; the keys are mutable, minLength, maxLength, readable, writable',
    pointer: '#/x-authwright/userPool/attributes/custom:note/required',
    contract: pool('    attributes:\n      custom:note: { «required»: true }\n'),
  },
  'an attribute that is longer than Cognito keeps': {
    message: bounds('maxLength', 0, 2048),
    pointer: '#/x-authwright/userPool/attributes/custom:note/maxLength',
    contract: pool('    attributes:\n      custom:note: { maxLength: «4096» }\n'),
  },
  'a password minimum that Cognito refuses': {
    message: bounds('passwordMinimum', 6, 99),
    pointer: '#/x-authwright/userPool/passwordMinimum',
    contract: pool('    passwordMinimum: «5»\n'),
  },
  'tokens that live too long': {
    message: bounds('accessSeconds', 300, 86_400, ' or { setting: NAME }'),
    pointer: '#/x-authwright/userPool/tokens/accessSeconds',
    contract: pool('    tokens: { accessSeconds: «90000» }\n'),
  },
  'a job on a trigger without a pool': {
    message: 'there is no user pool that could pull the trigger',
    fix: 'Declare x-authwright.userPool, or remove the trigger.',
    pointer: '#/x-authwright/jobs/scope/trigger',
    contract: contract('  jobs:\n    scope: { trigger: «preTokenGeneration» }\n'),
  },
  'a job with two starts': {
    message: 'a job has one of "schedule", "queue", "event" and "trigger"',
    pointer: '#/x-authwright/jobs/watch',
    contract: contract(
      '  jobs:\n    «watch»: { schedule: rate(1 day), event: { source: shop, detailTypes: [Sold] } }\n',
    ),
  },
  'an event without its types': {
    message: 'an event has a "source", such as aws.ses, and a list of "detailTypes"',
    pointer: '#/x-authwright/jobs/watch/event',
    contract: contract('  jobs:\n    watch: { «event»: { source: shop, detailTypes: [] } }\n'),
  },
  'an event that SES does not tell': {
    message:
      '"Email Bounces" is none of Email Bounced, Email Clicked, Email Complaint Received, Email Delivered, Email Delivery Delayed, Email Opened, Email Rejected, Email Rendering Failed, Email Sent',
    fix: 'Did you mean "Email Bounced"?',
    pointer: '#/x-authwright/jobs/watch/event/detailTypes/0',
    contract: contract('  jobs:\n    watch: { event: { source: aws.ses, detailTypes: [«Email Bounces»] } }\n'),
  },
  'a trigger that no pool has': {
    message: '"preTokenGenration" is none of preTokenGeneration',
    fix: 'Did you mean "preTokenGeneration"?',
    pointer: '#/x-authwright/jobs/scope/trigger',
    contract: `${pool('')}  jobs:\n    scope: { trigger: «preTokenGenration» }\n`,
  },
};

const firewallFaults: Readonly<Record<string, Omit<Fault, 'code'>>> = {
  'a rate without its count': {
    message: 'a rate has a "path" and how many "requests" of one address five minutes admit',
    pointer: '#/x-authwright/firewall/rates/0',
    contract: contract('  firewall: { rates: [«{ path: /notes/ }»] }\n'),
  },
  'a rate below a path that is not there': {
    message: 'no path of the contract begins with "/nodes/"',
    fix: 'Did you mean "/notes/"?',
    pointer: '#/x-authwright/firewall/rates/0/path',
    contract: contract('  firewall: { rates: [{ path: «/nodes/», requests: 100 }] }\n'),
  },
  'a rate that WAF cannot count': {
    message: bounds('requests', 10, 2_000_000_000),
    pointer: '#/x-authwright/firewall/rates/0/requests',
    contract: contract('  firewall: { rates: [{ path: /notes/, requests: «5» }] }\n'),
  },
  'a secret whose value is made somehow': {
    message: '"generated" is true or false',
    pointer: '#/x-authwright/secrets/hash-key/generated',
    contract: contract('  secrets: { hash-key: { generated: «hex» } }\n'),
  },
  'two secrets that key the hashes': {
    message: 'one secret keys the hashes, and no more',
    pointer: '#/x-authwright/secrets/second',
    contract: contract('  secrets: { first: { keysHashes: true }, «second»: { keysHashes: true } }\n'),
  },
  'a CAPTCHA that is neither yes nor a setting': {
    message: 'x-authwright-captcha is true, or { setting: NAME }',
    pointer: '#/paths/~1notes~1all/get/x-authwright-captcha',
    contract: contract(settings, '      x-authwright-captcha: «5»\n'),
  },
};

const stageFaults: Readonly<Record<string, Omit<Fault, 'code'>>> = {
  'a Region that is none': {
    message: 'a region is a Region of AWS, such as eu-central-1',
    pointer: '#/x-authwright/stages/dev/region',
    contract: contract('  stages: { dev: { region: «Frankfurt» } }\n'),
  },
  'a stage that is protected somehow': {
    message: '"protected" is true or false',
    pointer: '#/x-authwright/stages/dev/protected',
    contract: contract("  stages: { dev: { protected: «'yes'» } }\n"),
  },
};

const schema = (lines: string, mode: string, plus = 'true'): string =>
  contract(`  settings:\n    plus: ${plus}\n    mode: ${mode}\n  settingsSchema:\n${lines}`);
const exclusion = `    if: { properties: { mode: { const: hard } } }
    then: { properties: { plus: { const: false, description: it makes the mode useless } } }
`;

const settingFaults: Readonly<Record<string, Fault>> = {
  'a setting that stands for a value and is none': {
    code: 'AW305',
    message: 'no setting is named "second"',
    fix: 'Did you mean "seconds"?',
    pointer: '#/x-authwright/userPool/tokens/refreshSeconds',
    contract: pool('    tokens: { refreshSeconds: «{ setting: second }» }\n'),
  },
  'a setting of another type': {
    code: 'AW305',
    message: 'the setting "seconds" is no boolean',
    fix: 'Name a setting that is a boolean.',
    pointer: '#/x-authwright/userPool/threatProtection',
    contract: pool('    threatProtection: «{ setting: seconds }»\n'),
  },
  'a CAPTCHA behind a setting that is not there': {
    code: 'AW305',
    message: 'no setting is named "pluss"',
    fix: 'Did you mean "plus"?',
    pointer: '#/paths/~1notes~1all/get/x-authwright-captcha',
    contract: contract(settings, '      x-authwright-captcha: «pluss»\n'),
  },
  'an exemption from a limit without a name': {
    code: 'AW302',
    message: '"unless" is the name of an exemption, such as known-address',
    pointer: '#/paths/~1notes~1all/get/x-authwright-rate-limit/unless',
    contract: contract(
      settings,
      '      x-authwright-rate-limit: { key: [address], attempts: 1, window: 60, unless: «5» }\n',
    ),
  },
  'a value that the schema does not list': {
    code: 'AW308',
    message: '"mode" must be one of easy, hard',
    pointer: '#/x-authwright/settings/mode',
    contract: schema('    properties: { mode: { enum: [easy, hard] } }\n', '«harder»'),
  },
  'settings that exclude one another': {
    code: 'AW308',
    message: '"plus" must be false: it makes the mode useless',
    pointer: '#/x-authwright/settings/plus',
    contract: schema(exclusion, 'hard', '«true»'),
  },
  'settings that exclude one another in one stage alone': {
    code: 'AW308',
    message: '"plus" must be false in the stage prod: it makes the mode useless',
    pointer: '#/x-authwright/stages/prod/settings/plus',
    contract: `${schema(exclusion, 'hard', 'false')}  stages: { prod: { settings: { plus: «true» } } }\n`,
  },
  'a stage that brings about what the common settings do not': {
    code: 'AW308',
    message: '"plus" must be false in the stage prod: it makes the mode useless',
    pointer: '#/x-authwright/settings/plus',
    contract: `${schema(exclusion, 'easy', '«true»')}  stages: { prod: { settings: { mode: hard } } }\n`,
  },
  'settings that a schema forbids together': {
    code: 'AW308',
    message: 'these settings exclude one another',
    pointer: '#/x-authwright/settings',
    contract: schema('    not: { properties: { mode: { const: hard }, plus: { const: true } } }\n', 'hard').replace(
      'settings:',
      '«settings»:',
    ),
  },
  'a schema of a setting that is not there': {
    code: 'AW305',
    message: 'no setting is named "mod"',
    fix: 'Did you mean "mode"?',
    pointer: '#/x-authwright/settingsSchema/then/properties/mod',
    contract: schema('    if: {}\n    then: { properties: { «mod»: { const: easy } } }\n', 'easy'),
  },
  'a schema that is none': {
    code: 'AW302',
    message: 'this is no JSON Schema: must be object,boolean',
    pointer: '#/x-authwright/settingsSchema/if',
    contract: schema('    if: «5»\n', 'easy'),
  },
};

/** A contract whose operation says how its errors are filled. */
const filled = (errors: string): string => contract(settings, `      x-authwright-errors: ${errors}\n`);
const errorsPointer = '#/paths/~1notes~1all/get/x-authwright-errors';
const errorFaults: Readonly<Record<string, Omit<Fault, 'code'>>> = {
  'a status that is no error': {
    message: '"200" is no status of errors: write 400 to 599, 4XX, 5XX or default',
    pointer: `${errorsPointer}/200`,
    contract: filled('{ «200»: { a: 1 } }'),
  },
  'a fact that no error has': {
    message:
      '{mesage} is no fact of an error; the facts are status, title, code, message, requestId, timestamp, field, fieldMessage',
    fix: 'Did you mean "message"?',
    pointer: `${errorsPointer}/400/a`,
    contract: filled("{ 400: { a: «'{mesage}'» } }"),
  },
  'a field outside of a list': {
    message: '{field} belongs into a list of one item, which is repeated for each field',
    pointer: `${errorsPointer}/400/a`,
    contract: filled("{ 400: { a: «'{field} is wrong'» } }"),
  },
};

const faults: Readonly<Record<string, Fault>> = {
  ...Object.fromEntries(
    Object.entries({ ...poolFaults, ...firewallFaults, ...stageFaults, ...errorFaults }).map(([title, fault]) => [
      title,
      { code: 'AW302', ...fault },
    ]),
  ),
  ...settingFaults,
};

describe('a fault of an extension is exit 2, with its place, cause and fix:', () => {
  test.each(Object.entries(faults))('%s', async (_title, { contract: text, ...wanted }) => {
    const place = marked(text);
    const project = projectWith(place.text, {}, 'extension-faults');
    onTestFinished(() => project.remove());
    const { code, stdout, stderr } = await command(project, 'generate');
    expect(stderr.replace(/^\d+ slots? not filled.*\n(?: {2}AW50.*\n)*/m, '')).toBe(
      expectedText('contract/openapi.yaml', place, wanted),
    );
    expect([code, stdout, existsSync(project.path('generated'))]).toEqual([2, '', false]);
  });
});

test('what the schema admits is no fault, with its references within', async () => {
  const referring = `    $defs: { off: { const: false } }
    if: { properties: { mode: { const: hard } } }
    then: { properties: { plus: { $ref: '#/$defs/off' } } }
`;
  const project = projectWith(schema(referring, 'hard', 'false'), {}, 'extension-faults');
  onTestFinished(() => project.remove());
  expect(await command(project, 'generate')).toMatchObject({ code: 0 });
  project.write('contract/openapi.yaml', schema(referring, 'hard', 'true'));
  expect(await command(project, 'check')).toMatchObject({ code: 2 });
});
