/**
 * Preloaded into the server (`node --import`): answers its parent's messages with what the process has used so far. With
 * `gc: true` it collects garbage before, for which Node needs `--expose-gc`.
 */
process.on('message', ({ gc }) => {
  // Twice, since finalisers of the first run set more free.
  if (gc) for (let run = 0; run < 2; run += 1) globalThis.gc();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ cpuMs: (user + system) / 1000, rss, heapUsed, external });
});
process.channel?.unref();
