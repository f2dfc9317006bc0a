import type { Stack } from 'aws-cdk-lib';
import { Repository, RepositoryEncryption, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { resourceName } from '../names.js';
import type { Handler } from '../needs.js';
import type { Stage } from '../stage.js';
import type { LastingPart } from './part.js';

/** The repository of a stage's images, and the images that its functions are made of. */
export const imagesPart: LastingPart<Repository> = {
  create: ({ stack, stage }) => createImageRepository(stack, stage),
  image: imageCode,
};

/** One for all operations, told apart by their tags. */
function createImageRepository(stack: Stack, stage: Stage): Repository {
  return new Repository(stack, 'Images', {
    repositoryName: resourceName(stage, 'images'),
    imageTagMutability: TagMutability.IMMUTABLE,
    imageScanOnPush: true,
    encryption: RepositoryEncryption.AES_256,
    removalPolicy: stage.removalPolicy,
    emptyOnDelete: !stage.protected,
  });
}

/** An operation's image by its digest, which names the very bytes that were built. */
function imageCode(stack: Stack, stage: Stage, { file }: Handler): Code {
  const digest = stage.digests[file];
  if (digest === undefined || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new Error(
      `There is no image of ${file} for the stage ${stage.name}. Build and push it first: npm run deploy -- --stage ${stage.name} --phase images`,
    );
  }
  const repository = Repository.fromRepositoryName(stack, `${file}Images`, resourceName(stage, 'images'));
  return Code.fromEcrImage(repository, { tagOrDigest: digest });
}
