import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createClient } from '../support/client.js';
import { temporaryProject } from '../support/project.js';
import type { MadeCall } from './disturb.js';
import { untilDueMs, type Stage } from './stage.js';
import { readWorld, stateSince, type PoolUser } from './world.js';

/**
 * A stage whose backend is a process with a data folder. A process that shall die is killed with SIGKILL, engines and
 * all, right after the call; another one then opens the folder. It knows no other faults.
 */
export async function openKillableStage(): Promise<Stage> {
  const project = temporaryProject('killed');
  const port = await freePort();
  const start = (): Promise<Server> => startServer(project.path('data'), port);
  let server = await start();
  const client = createClient(server.url);
  let advancedMs = 0;
  const stage: Stage = {
    ...client,
    async advanceClock(milliseconds) {
      advancedMs += milliseconds;
      await client.advanceClock(milliseconds);
    },
    async runJob(name) {
      await server.ask('runJob', name);
      return undefined;
    },
    dieAfter: () => Promise.reject(new Error('a whole server dies with its disturbance only')),
    drain: async () => void (await server.ask('drain')),
    async world() {
      const { dynamodb, users } = (await server.ask('look')) as { dynamodb: string; users: PoolUser[] };
      return readWorld(dynamodb, users);
    },
    stateSince: async (earlier) => stateSince(earlier, await stage.world()),
    async perform(flow, subject, disturbance) {
      await server.ask('watch', disturbance?.call);
      const reply = await flow.act(stage, subject).catch((error: unknown) => {
        if (disturbance === undefined) throw error;
        return undefined;
      });
      if (reply !== undefined) {
        const calls = (await server.ask('release')) as MadeCall[];
        return { answer: reply.status, calls, hasStruck: false };
      }
      await server.gone;
      server = await start();
      // Time does not go back with a death.
      await client.advanceClock(advancedMs);
      await stage.drain();
      return { answer: undefined, calls: [], hasStruck: true };
    },
    async settle() {
      await stage.advanceClock(untilDueMs);
      for (const name of (await server.ask('scheduledJobs')) as string[]) await stage.runJob(name);
      await stage.drain();
    },
    async close() {
      client.disconnect();
      if (server.process.connected) server.process.disconnect();
      await server.gone;
      project.remove();
    },
  };
  return stage;
}

/** A running `doomed-server.js`. */
interface Server {
  readonly process: ChildProcess;
  readonly url: string;
  readonly gone: Promise<unknown>;
  readonly ask: (what: string, value?: unknown) => Promise<unknown>;
}

async function startServer(data: string, port: number): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'doomed-server.js'), [data, String(port)], {
    execArgv: ['--no-warnings'],
  });
  const gone = once(child, 'exit');
  const waiting = new Map<number, (answer: unknown) => void>();
  const url = await new Promise<string>((ready, failed) => {
    child.on('message', ({ id, answer, url: known }: { id?: number; answer?: unknown; url?: string }) => {
      if (known !== undefined) ready(known);
      else if (id !== undefined) waiting.get(id)?.(answer);
    });
    void gone.then(([code]) => failed(new Error(`the server ended with ${code} before it was ready`)));
  });
  let questions = 0;
  const ask = (what: string, value?: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = (questions += 1);
      waiting.set(id, resolve);
      child.send({ id, ask: what, value });
      void gone.then(() => reject(new Error(`the server ended while asked to ${what}`)));
    });
  return { process: child, url, gone, ask };
}

/** The same for every process of a stage, so that its clients need not know of the deaths. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((closed) => probe.close(closed));
  return port;
}
