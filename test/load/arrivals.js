/** As many requests may be unanswered at once. Those that come on top are not sent, and are told apart from errors. */
const mostInFlight = 5000;

/**
 * Sends requests of several kinds at their rates, whether or not earlier ones are answered: arrivals are random and
 * independent (exponential gaps), as users are. The time of each counts from when it should have been sent, so that a
 * server that hangs does not stop the clock.
 *
 * @param kinds `{ name, perSecond, send }`; `send` resolves to whether the answer was right
 * @returns by name `{ times, errors, unsent }`, times in milliseconds
 */
export async function arrive(kinds, seconds) {
  const results = Object.fromEntries(kinds.map(({ name }) => [name, { times: [], errors: 0, unsent: 0 }]));
  const start = performance.now();
  const end = start + seconds * 1000;
  const due = kinds.map(({ perSecond }) => start + gap(perSecond));
  const inFlight = new Set();
  for (let now = start; now < end; now = performance.now()) {
    for (const [index, { name, perSecond, send }] of kinds.entries()) {
      for (; due[index] <= now; due[index] += gap(perSecond)) {
        if (inFlight.size >= mostInFlight) results[name].unsent += 1;
        else track(inFlight, measure(send, due[index], results[name]));
      }
    }
    await new Promise((wake) => setTimeout(wake, 1));
  }
  await Promise.all(inFlight);
  return results;
}

async function measure(send, dueAt, result) {
  const isRight = await send().catch(() => false);
  result.times.push(performance.now() - dueAt);
  if (!isRight) result.errors += 1;
}

function track(inFlight, work) {
  inFlight.add(work);
  void work.finally(() => inFlight.delete(work));
}

function gap(perSecond) {
  return (-Math.log(1 - Math.random()) / perSecond) * 1000;
}
