import type { APIGatewayProxyResult } from 'aws-lambda';
import type { AnswerRecord, Handler } from '../gateway/index.js';

/** A recent request, as the console shows it. */
export interface RequestRecord extends AnswerRecord {
  readonly at: string;
  /** The fields that a refused request was told of, and why. */
  readonly validationErrors: readonly unknown[];
}

/** Keeps the last requests. */
export interface Recorder {
  /** Notes the validation errors of what a handler answers. Nothing else of a body is looked at. */
  readonly watch: (handler: Handler) => Handler;
  readonly record: (answer: AnswerRecord, at: Date) => void;
  /** Newest first. */
  readonly recent: () => readonly RequestRecord[];
}

/** How many requests are kept. */
const kept = 200;

/** Makes an empty recorder. */
export function createRecorder(): Recorder {
  const records: RequestRecord[] = [];
  const errors = new Map<string, readonly unknown[]>();
  return {
    watch: (handler) => async (event, context) => {
      const result = await handler(event, context);
      const requestId = result.headers?.['x-request-id'];
      if (result.statusCode === 400 && typeof requestId === 'string') errors.set(requestId, fieldErrors(result));
      return result;
    },
    record(answer, at) {
      records.unshift({ ...answer, at: at.toISOString(), validationErrors: errors.get(answer.requestId) ?? [] });
      errors.delete(answer.requestId);
      records.length = Math.min(records.length, kept);
    },
    recent: () => records,
  };
}

/** The list in an error body, under whatever name the contract gives it. */
function fieldErrors({ body }: APIGatewayProxyResult): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(body);
    const lists = Object.values(parsed as Record<string, unknown>).filter((value): value is unknown[] =>
      Array.isArray(value),
    );
    return lists[0] ?? [];
  } catch {
    return [];
  }
}
