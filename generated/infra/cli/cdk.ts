import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Stage } from '../stage.js';

/** What the CDK says when an account has no place for its files yet. */
const notBootstrapped = /bootstrap/i;

/** What the CDK's process is told, and the application in it: the Region, once and for all. */
export function environmentOf({ name, region }: Stage, phase: string): Readonly<Record<string, string>> {
  return { STAGE: name, PHASE: phase, AWS_REGION: region, AWS_DEFAULT_REGION: region };
}

/** Runs the CDK's command line and passes on what it says. */
export function cdk(
  project: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<number> {
  const command = createRequire(join(project, 'package.json')).resolve('aws-cdk/bin/cdk');
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [command, ...args], {
      cwd: project,
      env: { ...process.env, ...environment },
      stdio: ['inherit', 'inherit', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-20_000);
      process.stderr.write(chunk);
    });
    child.on('error', failed);
    child.on('close', (code) => {
      if (code !== 0 && notBootstrapped.test(said)) {
        process.stderr.write(
          '\nThe account has no place for the files of a deployment in this Region yet. Make it once: npm run deploy -- --stage STAGE --bootstrap\n',
        );
      }
      done(code ?? 1);
    });
  });
}
