import type { Contract } from './contract.js';

/** Every body: what browsers accept first is rarely what they are sent. */
const everything = '*/*';

/**
 * The media types whose bodies API Gateway must hand on as base64 (developer guide, "Working with binary media types").
 * A body of an answer is decoded only where the first type that the caller accepts is among them, so that a contract with
 * binary answers names every type.
 */
export function binaryTypes({ operations }: Contract): readonly string[] {
  const sent = operations.flatMap(({ body }) => body?.content ?? []);
  const requests = sent.filter(({ kind }) => kind === 'binary' || kind === 'multipart').map(({ type }) => type);
  const answers = operations.flatMap(({ responses }) =>
    responses.flatMap(({ content }) => (content?.kind === 'binary' ? [content.type] : [])),
  );
  const ranges = requests.some((type) => type.includes('*')) || answers.length > 0 ? [everything] : [];
  return [...new Set([...ranges, ...requests.filter((type) => !type.includes('*')), ...answers])].sort();
}
