import type { AnswerRecord } from '../gateway/index.js';
import type { Refusal } from './routes.js';

/** A recent request, as the console shows it. */
export interface RequestRecord extends AnswerRecord {
  readonly at: string;
  /** What is wrong with which field of a refused request, also where the contract's error has no room for it. */
  readonly validationErrors: Refusal['fields'];
}

/** Keeps the last requests. Nothing of a body is looked at. */
export interface Recorder {
  /** Notes why a function refused a request, before it answers. */
  readonly refused: (refusal: Refusal) => void;
  readonly record: (answer: AnswerRecord, at: Date) => void;
  /** Newest first. */
  readonly recent: () => readonly RequestRecord[];
}

/** How many requests are kept. */
const kept = 200;

/** Makes an empty recorder. */
export function createRecorder(): Recorder {
  const records: RequestRecord[] = [];
  const refusals = new Map<string, Refusal['fields']>();
  return {
    refused({ requestId, fields }) {
      refusals.set(
        requestId,
        fields.map(({ field, message }) => ({ field, message })),
      );
    },
    record(answer, at) {
      records.unshift({ ...answer, at: at.toISOString(), validationErrors: refusals.get(answer.requestId) ?? [] });
      refusals.delete(answer.requestId);
      records.length = Math.min(records.length, kept);
    },
    recent: () => records,
  };
}
