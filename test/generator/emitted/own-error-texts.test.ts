import { expect, test } from 'vitest';
import { handlerErrors } from '../../../generator/contract/model/own-errors.js';
import * as errors from '../../../generated/http/errors.js';

test('what the generator fills schemas with is what the emitted code says', () => {
  const made = [
    errors.badRequest([]),
    errors.unauthorized(),
    errors.notAcceptable(),
    errors.payloadTooLarge(),
    errors.unsupportedMediaType(),
    errors.tooManyRequests(1),
    errors.internalServerError(),
    errors.serviceUnavailable(1),
  ];
  expect(made.map(({ status, code, message }) => ({ status, code, message }))).toEqual(handlerErrors);
});
