import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceFolders } from '../bundling/esbuild.js';
import { resourceName } from '../names.js';
import { operations } from '../operations.js';
import type { Stage } from '../stage.js';
import { digestsFile } from './digests.js';

/** The image that functions are built on; by its digest once that was looked up, so that all of a run are the same. */
const base = 'public.ecr.aws/lambda/nodejs:24';

/** Builds and pushes the image of every operation, and notes their digests for the phase after it. */
export function pushImages(stage: Pick<Stage, 'name' | 'region'>, { project, emitted }: SourceFolders): number {
  const identity = ['sts', 'get-caller-identity', '--query', 'Account', '--output', 'text'];
  const account = output('aws', [...identity, '--region', stage.region]).trim();
  const registry = `${account}.dkr.ecr.${stage.region}.amazonaws.com`;
  const password = output('aws', ['ecr', 'get-login-password', '--region', stage.region]);
  run('docker', ['login', '--username', 'AWS', '--password-stdin', registry], password);
  const baseDigest = /^sha256:[0-9a-f]{64}$/m.exec(
    output('docker', ['buildx', 'imagetools', 'inspect', base, '--format', '{{.Manifest.Digest}}']),
  )?.[0];
  if (baseDigest === undefined) throw new Error(`The digest of ${base} could not be read.`);
  process.stdout.write(`Built on ${base}@${baseDigest}\n`);
  const digests: Record<string, string> = {};
  for (const { file } of Object.values(operations)) {
    const context = join(project, 'tmp', 'infra', 'bundles', 'operations', file);
    const content = createHash('sha256').update(baseDigest);
    for (const name of readdirSync(context).sort()) content.update(readFileSync(join(context, name)));
    // Tags cannot be moved; the same code on the same base is the same image, and need not be pushed again.
    const tag = `${registry}/${resourceName(stage, 'images')}:${file}-${content.digest('hex').slice(0, 16)}`;
    digests[file] = buildImage(
      tag,
      join(emitted, 'operations', file, 'Dockerfile'),
      context,
      `${base.split(':')[0]}@${baseDigest}`,
    );
    process.stdout.write(`${file}: ${digests[file]}\n`);
  }
  const target = digestsFile(project, stage.name);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify(digests, undefined, 2)}\n`);
  return 0;
}

/** The digest of an image, which is built and pushed if it is not there. */
function buildImage(tag: string, dockerfile: string, context: string, baseImage: string): string {
  const known = spawnSync('docker', ['buildx', 'imagetools', 'inspect', tag, '--format', '{{.Manifest.Digest}}'], {
    encoding: 'utf8',
  });
  if (known.status === 0) return known.stdout.trim();
  const metadata = join(context, '..', '..', '..', 'image.json');
  run('docker', [
    'buildx',
    'build',
    '--platform',
    'linux/arm64',
    // Lambda takes no manifest lists, and these two make one.
    '--provenance=false',
    '--sbom=false',
    // In place of the tag in the Dockerfile.
    '--build-context',
    `${base}=docker-image://${baseImage}`,
    '--tag',
    tag,
    '--file',
    dockerfile,
    '--metadata-file',
    metadata,
    '--push',
    context,
  ]);
  const { 'containerimage.digest': digest } = JSON.parse(readFileSync(metadata, 'utf8')) as Record<string, string>;
  if (digest === undefined) throw new Error(`Docker told no digest of ${tag}.`);
  return digest;
}

function output(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 2).join(' ')} failed: ${stderr.trim()}`);
  return stdout;
}

function run(command: string, args: readonly string[], input?: string): void {
  const { status } = spawnSync(command, args, {
    stdio: [input === undefined ? 'inherit' : 'pipe', 'inherit', 'inherit'],
    input,
  });
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 2).join(' ')} failed.`);
}
