import { expect, it } from 'vitest';
import { readableFaults } from '../../../generated/infra/cli/readable-faults.js';
import { createStage } from '../../../generated/infra/stage.js';

const stage = createStage('prod', 'eu-central-1');
const names = ['access-control-allow-origin', 'access-control-expose-headers'];

const firewall = (rules: number) => {
  const ResponseHeaders = [...names, ...Array.from({ length: 8 }, (_, index) => `x-${index}`)].map((Name) => ({
    Name,
  }));
  const Block = { CustomResponse: { CustomResponseBodyKey: 'body', ResponseHeaders } };
  const Rules = Array.from({ length: rules }, (_, index) => ({ Name: `Rate${index}`, Action: { Block } }));
  return { Type: 'AWS::WAFv2::WebACL', place: 'stack/Acl', Properties: { Rules } };
};

it('a firewall whose answers have more headers than WAF takes is told, and one with fewer is not', () => {
  expect(readableFaults(stage, [firewall(10)])).toEqual([]);
  expect(readableFaults(stage, [firewall(11)])).toEqual([
    expect.stringMatching(/^stack\/Acl answers with 110 headers in all, and WAF allows 100/),
  ]);
});

it('answers that an extension adds are held to the same', () => {
  const answer = {
    Type: 'AWS::ApiGateway::GatewayResponse',
    place: 'stack/Own',
    Properties: { ResponseParameters: {} },
  };
  expect(readableFaults(stage, [answer])).toEqual(
    [...names, 'x-request-id'].map((name) => `stack/Own has no header ${name}.`),
  );
});
