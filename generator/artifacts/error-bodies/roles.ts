import type { ErrorFact } from '../../contract/model/error-template.js';

/** A fact, and the names that contracts give to the property that holds it: lower-case, without separators. */
export interface Role {
  readonly fact: ErrorFact;
  readonly names: readonly string[];
}

/** In the order in which they choose among the properties; of a role's names the first that fits is taken. */
export const roles: readonly Role[] = [
  { fact: 'code', names: ['code', 'errorcode', 'error', 'errortype', 'type'] },
  {
    fact: 'message',
    names: [
      'message',
      'detail',
      'errormessage',
      'description',
      'errordescription',
      'msg',
      'title',
      'error',
      'details',
      'reason',
    ],
  },
  { fact: 'details', names: ['details', 'meta', 'context'] },
  { fact: 'requestId', names: ['requestid', 'traceid', 'correlationid'] },
  { fact: 'timestamp', names: ['timestamp', 'time', 'occurredat'] },
  { fact: 'status', names: ['status', 'statuscode', 'httpstatus', 'httpstatuscode'] },
  { fact: 'title', names: ['title', 'error', 'statustext', 'reason'] },
];

/** Of a problem (RFC 9457, 3.1), whose names mean what the RFC says. */
export const problemRoles: readonly Role[] = [
  { fact: 'title', names: ['title'] },
  { fact: 'status', names: ['status'] },
  { fact: 'message', names: ['detail', 'message'] },
  ...roles.filter(({ fact }) => !['title', 'status', 'message', 'code'].includes(fact)),
  { fact: 'code', names: ['code', 'errorcode', 'error'] },
];

/** Lists of what is wrong with the fields of a request, or of all that is wrong with it. */
export const listNames: readonly string[] = [
  'validationerrors',
  'fielderrors',
  'errors',
  'fields',
  'violations',
  'invalidparams',
  'invalidfields',
  'issues',
  'messages',
];

/** Objects that hold the error itself. */
export const envelopeNames: readonly string[] = ['error', 'errors', 'fault', 'problem', 'err'];

/** Of one fault of a request: where it is, and what it is. */
export const fieldNames: readonly string[] = [
  'field',
  'path',
  'name',
  'param',
  'property',
  'pointer',
  'fieldname',
  'parameter',
];
export const fieldMessageNames: readonly string[] = ['message', 'reason', 'detail', 'description', 'error', 'msg'];

/** Flags that say of every error the same. */
export const flags: Readonly<Record<string, boolean>> = { success: false, ok: false, succeeded: false };

/** A name without its separators and its case: `request_id` and `requestId` are one. */
export function bareName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}
