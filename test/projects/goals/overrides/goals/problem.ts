import type { InvalidRequestProblem, Problem } from '../../generated/schemas/index.js';

/** 404: also for what belongs to another service, which is not told that it is there. */
export function notFound(what: 'goal' | 'step'): { readonly status: 404; readonly body: Problem } {
  const body = { type: 'about:blank', title: 'Not Found', status: 404, detail: `There is no such ${what}.` };
  return { status: 404, body };
}

/** 409 with what stands in the way. */
export function conflict(detail: string): { readonly status: 409; readonly body: Problem } {
  return { status: 409, body: { type: 'about:blank', title: 'Conflict', status: 409, detail } };
}

/** 400 for one field that only this service can judge. */
export function invalid(field: string, detail: string): { readonly status: 400; readonly body: InvalidRequestProblem } {
  const errors = [{ field, detail }];
  return { status: 400, body: { type: 'about:blank', title: 'Bad Request', status: 400, errors } };
}
