/** What `npm test` prints at most when all is well. */
export const lineLimit = 60;

/** Of these npm's own, which name the command. */
const linesOfNpm = 4;

/**
 * The end of a run's output: the time of each stage, what was skipped, and a last line that counts the tests,
 * `2000 passed, 0 failed`.
 *
 * @param stages what came of each, as `runStage` says
 * @param skipped of each that was left out `{ what, enable }`
 * @param options `printed`: how many lines were printed before
 * @returns `{ text, isFine }`. A run without a fault that prints more than its readers look at is none.
 */
export function summary(stages, skipped, { printed, limit = lineLimit }) {
  const counted = (kind) => stages.reduce((sum, { tests }) => sum + tests[kind], 0);
  const body = [...stageLines(stages), '', ...skippedLines(skipped), ''];
  const failed = counted('failed');
  const lines = printed + body.length + 1 + linesOfNpm;
  const isTooLong = failed === 0 && lines > limit;
  const complaint = isTooLong
    ? [`the output has ${lines} lines; without a fault it may have ${limit}: something above does not belong there`]
    : [];
  const skippedTests = counted('skipped');
  const counts = [
    `${counted('passed')} passed`,
    `${failed + (isTooLong ? 1 : 0)} failed`,
    ...(skippedTests > 0 ? [`${skippedTests} skipped`] : []),
  ];
  return { text: `${[...body, ...complaint, counts.join(', ')].join('\n')}\n`, isFine: failed === 0 && !isTooLong };
}

function stageLines(stages) {
  return [
    '',
    'stage                       seconds',
    ...stages.map(
      ({ name, seconds, isFine }) => `${name.padEnd(26)} ${seconds.toFixed(1).padStart(8)}${isFine ? '' : '  failed'}`,
    ),
  ];
}

function skippedLines(skipped) {
  return [
    `skipped:${skipped.length === 0 ? ' nothing' : ''}`,
    ...skipped.map(({ what, enable }) => `- ${what}: ${enable}`),
  ];
}
