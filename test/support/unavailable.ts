import { expect } from 'vitest';
import { AwsError, type Fault } from '../../generator/aws-local/endpoint/index.js';
import { expectStatus, type Reply } from './client.js';

/** The three ways in which a service is down. */
export const downs: readonly (readonly [string, Fault])[] = [
  ['failing', 'error'],
  ['losing its answers', 'timeout-after-effect'],
  ['throttling', new AwsError('ThrottlingException', 'Rate exceeded')],
];

/** A 503 as the contract has it, with nothing of a login in it. */
export function expectUnavailable(reply: Reply): void {
  expectStatus(reply, 503);
  expect(reply.body).toMatchObject({
    error: 'SERVICE_UNAVAILABLE',
    message: expect.any(String),
    request_id: reply.headers['x-request-id'],
  });
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
  expect(Object.keys(reply.body).filter((name) => !/^(error|message|request_id|timestamp)$/.test(name))).toEqual([]);
  expect(reply.text).not.toMatch(/eyJ|oken/);
}
