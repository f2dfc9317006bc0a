/** Requests under way at once. */
const atOnce = 16;
const steps = 10;

/** A story of one session, over and over: what it opens it closes, so that nothing of it has to stay. */
const story = ['login', 'profile', 'refresh', 'profile', 'logout'];

/**
 * Prints what memory the server holds, after garbage collection, at ten points over a number of requests. What grows
 * from point to point is kept by something.
 */
export async function memoryOver(requests, server, operations) {
  const line = (cells) => process.stdout.write(`${cells.map((cell) => String(cell).padStart(14)).join('')}\n`);
  line(['requests', 'heap MiB', 'external MiB', 'RSS MiB', 'errors']);
  let errors = 0;
  for (let step = 0; step <= steps; step += 1) {
    if (step > 0) errors += await play(requests / steps, operations);
    const { heapUsed, external, rss } = await server.usage({ gc: true });
    const mebibytes = [heapUsed, external, rss].map((bytes) => (bytes / 1024 / 1024).toFixed(1));
    line([(requests / steps) * step, ...mebibytes, errors]);
  }
}

async function play(requests, operations) {
  let left = requests;
  let errors = 0;
  const actor = async () => {
    while (left > 0) {
      for (const name of story) {
        left -= 1;
        if (!(await operations[name]().catch(() => false))) errors += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, actor));
  return errors;
}
