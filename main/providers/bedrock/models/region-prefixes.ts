/** Which profiles a region may use, in order of preference. */
export interface RegionPrefixes {
  /** Geographies the region belongs to; empty where AWS has none. */
  readonly geographies: readonly string[];
  /** Whether the region can use `global.` profiles. */
  readonly global: boolean;
  /** The region's own geography, for data that stays in the region. */
  readonly home: string;
}

type Row = readonly [regions: RegExp, geographies: readonly string[], global: boolean, home: string];

/** First match wins. Facts: AWS's cross-region inference tables; GovCloud, China and the isolated partitions stand alone. */
const ROWS: readonly Row[] = [
  [/^us-gov-/, ['us-gov'], false, 'us-gov'],
  [/^(us-iso|eu-isoe|cn-|eusc-)/, [], false, ''],
  [/^us-/, ['us'], true, 'us'],
  [/^ca-central-1$/, ['us'], true, 'ca'],
  [/^eu-/, ['eu'], true, 'eu'],
  [/^ap-northeast-[13]$/, ['jp', 'apac'], true, 'jp'],
  [/^ap-southeast-[24]$/, ['au', 'apac'], true, 'au'],
  [/^ap-/, ['apac'], true, 'apac'],
];

/** The prefixes of a region; a region the table does not know has `global.` only. */
export function regionPrefixes(region: string): RegionPrefixes {
  const label = region.split('-')[0] ?? '';
  const row = ROWS.find(([regions]) => regions.test(region));
  if (row === undefined) return { geographies: [], global: true, home: label };
  const [, geographies, global, home] = row;
  return { geographies, global, home: home === '' ? label : home };
}
