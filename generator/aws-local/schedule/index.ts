/** A job that runs by the clock. */
export interface ScheduledRun {
  readonly name: string;
  /** EventBridge's `rate(5 minutes)`. */
  readonly expression: string;
  readonly run: () => Promise<unknown>;
}

/** Running schedules. */
export interface Schedules {
  /** Runs a job at once; resolves when it is done. A job that is running already is waited for and then run again. */
  readonly runNow: (name: string) => Promise<void>;
  /** Starts no further runs, and waits for those that run. */
  readonly close: () => Promise<void>;
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** A timer of Node cannot wait longer, and one that shall fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * The interval of a rate expression in milliseconds. Undefined for `cron(...)`: such a job runs locally only when it
 * is asked to, since its hour is likely to find nobody there.
 * @throws Error for anything else, a singular or plural that EventBridge refuses among it
 */
export function rateMs(expression: string): number | undefined {
  if (/^cron\(.+\)$/.test(expression)) return undefined;
  const [, value, unit, plural] = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const interval = Number(value) * (unitMs[unit ?? ''] ?? Number.NaN);
  if (!(interval > 0) || (Number(value) === 1) === (plural === 's'))
    throw new Error(`${expression} is no rate(...) or cron(...) expression`);
  return interval;
}

/**
 * Starts timers that keep no process alive. Runs of one job never overlap: a turn that comes while one is running is
 * left out. A failed run is reported, and the next one comes. Turns come in real time, also when the backend's clock is
 * moved; an interval of more than 24 days has none.
 */
export function startSchedules(
  jobs: readonly ScheduledRun[],
  onError: (name: string, error: unknown) => void,
): Schedules {
  const running = new Map<string, Promise<void>>();
  let closed = false;
  const start = (job: ScheduledRun): Promise<void> => {
    const run = (running.get(job.name) ?? Promise.resolve()).then(async () => {
      if (closed) return;
      await runOnce(job, onError);
      if (running.get(job.name) === run) running.delete(job.name);
    });
    running.set(job.name, run);
    return run;
  };
  const timers = jobs.flatMap((job) => {
    const interval = rateMs(job.expression);
    if (interval === undefined || interval > longestTimerMs) return [];
    return [setInterval(() => void (running.has(job.name) || start(job)), interval).unref()];
  });
  return {
    runNow: async (name) => {
      const job = jobs.find((one) => one.name === name);
      if (!job) throw new Error(`no scheduled job is called ${name}`);
      await start(job);
    },
    close: async () => {
      closed = true;
      timers.forEach((timer) => clearInterval(timer));
      await Promise.all(running.values());
    },
  };
}

async function runOnce(job: ScheduledRun, onError: (name: string, error: unknown) => void): Promise<void> {
  try {
    await job.run();
  } catch (error) {
    onError(job.name, error);
  }
}
