import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { InfraExtension } from '../../generated/infra/app.js';

/** Writes down where the API is, for the services that call it. */
export const publishedAddress: InfraExtension = ({ stage, api }) => {
  new StringParameter(api.stack, 'PublishedAddress', {
    parameterName: `/goals/${stage.name}/address`,
    description: 'Where the API of goals is.',
    stringValue: api.api.url,
  });
};
