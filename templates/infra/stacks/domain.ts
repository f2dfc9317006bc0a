import type { Stack } from 'aws-cdk-lib';
import { CfnDomainName, CfnBasePathMapping, SecurityPolicy, type SpecRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet, HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Domain } from '../model.js';
import { placement } from '../project.js';
import type { Part } from './part.js';

/** The name of one's own that a stage may have for its API. */
export const domainPart: Part = {
  besideApi: ({ stack, stage, api }) => {
    if (stage.domain) createDomain(stack, stage.domain, api);
  },
};

/** The name with its certificate and its record. */
function createDomain(stack: Stack, domain: Domain, api: SpecRestApi): void {
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: domain.hostedZoneId,
    zoneName: domain.hostedZoneName,
  });
  const certificate = new Certificate(stack, 'Certificate', {
    domainName: domain.name,
    validation: CertificateValidation.fromDns(zone),
  });
  const name = new CfnDomainName(stack, 'Domain', {
    domainName: domain.name,
    regionalCertificateArn: certificate.certificateArn,
    endpointConfiguration: { types: ['REGIONAL'] },
    securityPolicy: SecurityPolicy.TLS13_1_3_2025_09,
    endpointAccessMode: 'STRICT',
  });
  new CfnBasePathMapping(stack, 'DomainMapping', {
    domainName: name.ref,
    restApiId: api.restApiId,
    stage: api.deploymentStage.stageName,
    ...(placement.mappedPath === '' ? {} : { basePath: placement.mappedPath }),
  });
  new CfnRecordSet(stack, 'DomainRecord', {
    hostedZoneId: domain.hostedZoneId,
    name: `${domain.name}.`,
    type: 'A',
    aliasTarget: { dnsName: name.attrRegionalDomainName, hostedZoneId: name.attrRegionalHostedZoneId },
  });
}
