import type { ApiClient, Reply, Sent } from '../../support/client.js';
import { surpriseIn, type Expectation } from './expectation.js';

/** One request of a journey. */
export interface Step extends Sent, Expectation {
  /** What somebody does, or what must hold, in words. */
  readonly what: string;
  /** Method and path, `POST /auth/login`. */
  readonly request: string;
}

/** What is told of a step that was played. */
export interface Told {
  /** From 1. */
  readonly number: number;
  readonly what: string;
  readonly request: string;
  /** 0 when there was no answer. */
  readonly status: number;
  /** What was expected and what came, when they differ. */
  readonly surprise?: string;
}

/** Plays the steps of one journey. */
export interface Player {
  readonly client: ApiClient;
  /** @throws Surprise when the answer is not the expected one, or there is none */
  readonly play: (step: Step) => Promise<Reply>;
}

/** The first step that did not go as it should; the journey ends with it. */
export class Surprise extends Error {
  override readonly name = 'Surprise';
}

/** A player that tells of each step as soon as it is over. */
export function createPlayer(client: ApiClient, tell: (told: Told) => void): Player {
  let number = 0;
  return {
    client,
    async play(step) {
      number += 1;
      const { what, request } = step;
      const [method = '', path = ''] = request.split(' ');
      const answer = await client.send(method, path, step).catch((error: Error) => error.message);
      const surprise = typeof answer === 'string' ? `no answer: ${answer}` : surpriseIn(answer, step);
      const status = typeof answer === 'string' ? 0 : answer.status;
      tell({ number, what, request, status, ...(surprise !== undefined && { surprise }) });
      if (surprise !== undefined || typeof answer === 'string')
        throw new Surprise(`step ${number}, ${what} (${request}): ${surprise}`);
      return answer;
    },
  };
}
