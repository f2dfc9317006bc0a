import { describe, expect, it } from 'vitest';
import { preflightHeaders } from '../../../generated/http/gateway-headers.js';
import { withoutThrottles } from '../../../generator/aws-local/backend/routes.js';
import { createAdmission } from '../../../generator/aws-local/gateway/throttle.js';
import { route, start } from './gateway-harness.js';

const routes = [
  route('GET', '/pets', { throttle: { rate: 1, burst: 2 } }),
  route('POST', '/pets'),
  route('GET', '/owners', { throttle: { rate: 0, burst: 100 } }),
];
const table = {
  routes,
  authorizers: {},
  gatewayResponses: [],
  allowedOrigins: [],
  preflight: preflightHeaders,
  throttle: { rate: 2, burst: 5 },
};

describe('the throttles of the local gateway', () => {
  it('take a burst, then so many a second, of a method and of the whole stage', () => {
    let time = 0;
    const admits = createAdmission(() => time);
    const admitted = (index: number, times: number): number =>
      Array.from({ length: times }, () => admits(table, routes[index]!)).filter(Boolean).length;
    expect([admitted(0, 9), admitted(1, 9)]).toEqual([2, 3]);
    time = 1000;
    expect([admitted(0, 9), admitted(1, 9)]).toEqual([1, 1]);
    time = 3_600_000;
    expect(admitted(1, 99)).toBe(5);
  });

  it('answer what is beyond them 429 at once', async () => {
    const { url } = await start({ routes, throttle: { rate: 0.001, burst: 3 } });
    const statuses = await Promise.all(Array.from({ length: 9 }, async () => (await fetch(`${url}/owners`)).status));
    expect(statuses.toSorted()).toEqual([200, 200, 200, 429, 429, 429, 429, 429, 429]);
    expect((await fetch(`${url}/none`)).status).toBe(404);
  });

  it('are off, all of them, for whoever measures what the machine bears', () => {
    const open = withoutThrottles(table);
    const admits = createAdmission(() => 0);
    expect(Array.from({ length: 99 }, () => admits(open, open.routes[0]!))).not.toContain(false);
  });
});
