import { startTestBackend, type TestBackend } from '../support/backend.js';
import { disturb, type Disturbance, type MadeCall } from './disturb.js';
import { dead } from './faults.js';
import type { Flow, Scene } from './flow.js';
import { readWorld, stateSince, type State, type World } from './world.js';

/** What came of a flow's work while one call of it was broken. */
export interface Performance {
  /** The answer's status; undefined when there is none, or the process died before it. */
  readonly answer: number | undefined;
  readonly calls: readonly MadeCall[];
  /** Whether the call to be broken has come. */
  readonly hasStruck: boolean;
}

/** A backend on which flows are played, in memory. */
export interface Stage extends Scene {
  readonly world: () => Promise<World>;
  readonly stateSince: (earlier: World) => Promise<State>;
  /** Lets a flow do its work, and then the workers theirs. */
  readonly perform: <S>(flow: Flow<S>, subject: S, disturbance?: Disturbance) => Promise<Performance>;
  /** Resolves when the workers have nothing left to do. */
  readonly drain: () => Promise<void>;
  /** Lets time pass until all that is left over is due, and runs every scheduled job once. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Longer than a registration or a challenge waits for its jobs. */
export const untilDueMs = 361_000;

/** Starts a backend as a stage. */
export async function openStage(): Promise<Stage> {
  const gate = createGate();
  let onJob = (): void => undefined;
  const backend: TestBackend = await startTestBackend({
    logLevel: 'CRITICAL',
    onJob: async (name) => {
      if (!jobs.queues.includes(name)) return;
      await gate.passed();
      onJob();
    },
  });
  const jobs = jobsOf(backend);
  const { services } = backend.backend;
  const stage: Stage = {
    ...backend,
    async runJob(name) {
      await services.runJob(name);
      return undefined;
    },
    async dieAfter(action, work) {
      let isDead = false;
      backend.fault = (_service, called) => {
        if (isDead) return dead;
        isDead = called === action;
        return isDead ? 'timeout-after-effect' : undefined;
      };
      await work();
      backend.fault = undefined;
    },
    world: () => readWorld(services.resources.dynamodb ?? '', services.users()),
    stateSince: async (earlier) => stateSince(earlier, await stage.world()),
    async perform(flow, subject, disturbance) {
      const isOfWorkers = flow.disturbs === 'workers';
      gate.shut();
      const atRequest = disturb(backend, isOfWorkers ? undefined : disturbance);
      const reply = await flow.act(stage, subject);
      await atRequest.stop();
      const atWorkers = disturb(backend, isOfWorkers ? disturbance : undefined);
      onJob = atWorkers.revive;
      gate.open();
      await services.drainQueues();
      await atWorkers.stop();
      const { calls, hasStruck } = isOfWorkers ? atWorkers : atRequest;
      backend.calls.length = 0;
      return { answer: atRequest.isDead() ? undefined : reply?.status, calls, hasStruck: hasStruck() };
    },
    drain: services.drainQueues,
    async settle() {
      await stage.advanceClock(untilDueMs);
      for (const name of jobs.scheduled) await services.runJob(name);
      await services.drainQueues();
    },
    close: () => backend.close(),
  };
  return stage;
}

function jobsOf({ backend }: TestBackend): {
  readonly queues: readonly string[];
  readonly scheduled: readonly string[];
} {
  const jobs = backend.run.result?.contract.jobs ?? [];
  const named = (kind: string): string[] => jobs.filter(({ trigger }) => trigger.kind === kind).map(({ name }) => name);
  return { queues: named('queue'), scheduled: named('schedule') };
}

/** Holds up whoever would pass while it is shut. */
function createGate(): { shut: () => void; open: () => void; passed: () => Promise<void> } {
  let opened = Promise.resolve();
  let open = (): void => undefined;
  return {
    shut: () => {
      opened = new Promise((resolve) => (open = resolve));
    },
    open: () => open(),
    passed: () => opened,
  };
}
