/** The Region that everything local claims to be in. */
export const localRegion = 'eu-central-1';

/** The account that everything local claims to belong to. */
export const localAccount = '000000000000';

/** The ARN of something local: `arn:aws:sqs:eu-central-1:000000000000:mail`. */
export function localArn(service: string, resource: string, region: string = localRegion): string {
  return `arn:aws:${service}:${region}:${localAccount}:${resource}`;
}
