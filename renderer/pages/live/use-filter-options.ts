import { useCall } from '../../state/use-call.ts';

const DAY = 86_400_000;

/** What was used in the last 30 days, most expensive first. */
export function useFilterOptions() {
  const to = Math.ceil(Date.now() / DAY) * DAY;
  const period = { from: to - 30 * DAY, to, bucket: 'day' } as const;
  const models = useCall('usage.report', { ...period, groupBy: 'model' });
  const regions = useCall('usage.report', { ...period, groupBy: 'region' });
  const apps = useCall('usage.report', { ...period, groupBy: 'app' });
  return { models: names(models), regions: names(regions), apps: names(apps) };
}

type Report = ReturnType<typeof useCall<'usage.report'>>;

function names({ data }: Report): readonly string[] {
  return (data?.groups ?? []).map(({ group }) => group).filter((group) => group !== '');
}
