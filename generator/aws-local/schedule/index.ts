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

/**
 * The interval of a rate expression in milliseconds. Undefined for `cron(...)`: such a job runs locally only when it
 * is asked to, since its hour is likely to find nobody there.
 * @throws Error for anything else
 */
export function rateMs(expression: string): number | undefined {
  if (/^cron\(.+\)$/.test(expression)) return undefined;
  const match = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const interval = Number(match?.[1]) * (unitMs[match?.[2] ?? ''] ?? Number.NaN);
  if (!(interval > 0)) throw new Error(`${expression} is no rate(...) or cron(...) expression`);
  return interval;
}

/** Starts timers that keep no process alive. Runs of one job never overlap; a failed run is reported, and the next one comes. */
export function startSchedules(
  jobs: readonly ScheduledRun[],
  onError: (name: string, error: unknown) => void,
): Schedules {
  const running = new Map<string, Promise<void>>();
  const start = (job: ScheduledRun): Promise<void> => {
    const run = (running.get(job.name) ?? Promise.resolve()).then(async () => {
      try {
        await job.run();
      } catch (error) {
        onError(job.name, error);
      }
    });
    running.set(job.name, run);
    return run;
  };
  const timers = jobs.flatMap((job) => {
    const interval = rateMs(job.expression);
    return interval === undefined ? [] : [setInterval(() => void start(job), interval).unref()];
  });
  return {
    runNow: async (name) => {
      const job = jobs.find((one) => one.name === name);
      if (!job) throw new Error(`no scheduled job is called ${name}`);
      await start(job);
    },
    close: async () => {
      timers.forEach((timer) => clearInterval(timer));
      await Promise.all(running.values());
    },
  };
}
