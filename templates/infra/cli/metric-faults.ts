import type { Stacks } from '../app.js';
import type { PlacedResource } from './template-faults.js';

/** A metric of the project, and the function that counts it; none for what a log is searched for. */
interface OwnMetric {
  readonly name: string;
  readonly service: string | undefined;
  readonly place: string;
}

interface AlarmMetric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

interface AlarmProperties extends AlarmMetric {
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: AlarmMetric } }[];
}

/**
 * What functions count and no alarm reads, and what alarms read and nothing counts.
 *
 * @param namespace that of the project's own metrics
 */
export function metricFaults(
  { handlers, observability }: Pick<Stacks, 'handlers' | 'observability'>,
  resources: readonly PlacedResource[],
  namespace: string,
): readonly string[] {
  const counted: readonly OwnMetric[] = [
    ...[...handlers.values()].flatMap(({ metrics, service, entry }) =>
      metrics.map((name) => ({ name, service, place: entry })),
    ),
    ...resources.flatMap((resource) => searchedFor(resource, namespace)),
  ];
  const read = resources.flatMap((resource) => readBy(resource, namespace));
  const has = (list: readonly OwnMetric[], one: OwnMetric): boolean =>
    list.some(({ name, service }) => name === one.name && service === one.service);
  const silent = counted.filter((one) => one.name !== '?' && !has(read, one) && !observability.unwatched.has(one.name));
  return [
    ...counted
      .filter(({ name }) => name === '?')
      .map(({ place }) => `${place} counts a metric whose name is not written out, so that nothing tells its alarm.`),
    ...silent.map(
      ({ name, place }) =>
        `${place} counts ${name}, and no alarm reads it: add one, or say why not (observability.leaveUnwatched).`,
    ),
    ...read
      .filter((one) => !has(counted, one))
      .map(
        ({ name, service, place }) => `${place} reads ${name}${service ? ` of ${service}` : ''}, which nothing counts.`,
      ),
  ];
}

function readBy({ Type, Properties, place }: PlacedResource, namespace: string): readonly OwnMetric[] {
  if (Type !== 'AWS::CloudWatch::Alarm') return [];
  const { Metrics = [], ...single } = (Properties ?? {}) as AlarmProperties;
  return [single, ...Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])]
    .filter(({ Namespace, MetricName }) => Namespace === namespace && MetricName !== undefined)
    .map(({ MetricName = '', Dimensions = [] }) => ({
      name: MetricName,
      service: Dimensions.find(({ Name }) => Name === 'service')?.Value,
      place,
    }));
}

function searchedFor({ Type, Properties, place }: PlacedResource, namespace: string): readonly OwnMetric[] {
  if (Type !== 'AWS::Logs::MetricFilter') return [];
  const { MetricTransformations = [] } = (Properties ?? {}) as {
    readonly MetricTransformations?: readonly { readonly MetricName: string; readonly MetricNamespace: string }[];
  };
  return MetricTransformations.filter(({ MetricNamespace }) => MetricNamespace === namespace).map(({ MetricName }) => ({
    name: MetricName,
    service: undefined,
    place,
  }));
}
