import { AwsError } from '../aws-error.ts';
import { usualQuotas } from '../catalog/account-quotas.ts';
import { type JsonObject, parseObject } from '../json.ts';
import type { RegionState } from '../region/region-state.ts';
import type { AccountQuota } from '../simulator-options.ts';
import type { Operation } from './operation.ts';

const LARGEST_PAGE = 100;
const JSON_1_1 = 'application/x-amz-json-1.1';

/** POST / with the target `ServiceQuotasV20190624.ListServiceQuotas`: what the account may use, paged. */
export const listServiceQuotas: Operation = {
  name: 'ListServiceQuotas',
  plane: 'control',
  service: 'servicequotas',
  run({ state, headers, body }) {
    const asked = headers['content-type'] === JSON_1_1 ? parseObject(body.toString('utf8')) : undefined;
    if (asked === undefined) throw new AwsError('SerializationException');
    if (asked['ServiceCode'] !== 'bedrock') throw new AwsError('NoSuchResourceException');
    const quotas = quotasOf(state);
    const start = pageStart(asked['NextToken']);
    const end = start + pageSize(asked['MaxResults']);
    return {
      kind: 'json',
      headers: { 'content-type': JSON_1_1 },
      body: {
        Quotas: quotas.slice(start, end).map((quota, index) => describeQuota(quota, start + index, state)),
        ...(end < quotas.length && { NextToken: Buffer.from(`at:${end}`).toString('base64') }),
      },
    };
  },
};

/** The usual ones, with what the options say in their place or behind them. */
function quotasOf({ region, catalog, options }: RegionState): readonly AccountQuota[] {
  const own = (options.quotas ?? []).filter((quota) => quota.region === undefined || quota.region === region);
  const rows = new Map([...usualQuotas(catalog), ...own].map(({ name, value }) => [name, value]));
  return [...rows].map(([name, value]) => ({ name, value }));
}

function describeQuota({ name, value }: AccountQuota, at: number, state: RegionState): JsonObject {
  const code = `L-${at.toString(16).toUpperCase().padStart(8, '0')}`;
  return {
    ServiceCode: 'bedrock',
    ServiceName: 'Amazon Bedrock',
    QuotaArn: `arn:aws:servicequotas:${state.region}:${state.catalog.accountId}:bedrock/${code}`,
    QuotaCode: code,
    QuotaName: name,
    Value: value,
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: false,
    QuotaAppliedAtLevel: 'ACCOUNT',
  };
}

function pageSize(asked: unknown): number {
  if (asked === undefined) return LARGEST_PAGE;
  if (typeof asked === 'number' && Number.isInteger(asked) && asked >= 1 && asked <= LARGEST_PAGE)
    return asked;
  throw new AwsError(
    'IllegalArgumentException',
    `Value '${String(asked)}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and ${LARGEST_PAGE}`,
  );
}

function pageStart(token: unknown): number {
  if (token === undefined) return 0;
  const at = /^at:(\d+)$/.exec(Buffer.from(String(token), 'base64').toString('utf8'))?.[1];
  if (at === undefined) throw new AwsError('InvalidPaginationTokenException');
  return Number(at);
}
