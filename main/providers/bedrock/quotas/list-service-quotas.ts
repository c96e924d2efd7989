import { AppError } from '../../../core/app-error.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../../core/json.ts';
import type { Clock } from '../../../platform/ports/clock.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import { type AwsOutcome, callAws } from '../call-aws.ts';
import { resolveEndpoint } from '../endpoints.ts';
import { type BedrockFault, bareFaultName } from '../faults/bedrock-fault.ts';
import { explainFault } from '../faults/explain-fault.ts';
import { localEndpoint } from '../local-endpoint.ts';
import { readText } from '../read-text.ts';

/** One quota of the account as Service Quotas names it. */
export interface ServiceQuota {
  readonly name: string;
  readonly value: number;
}

const TIMEOUTS = { connect: 5_000, firstByte: 10_000, idle: 10_000 };
/** AWS's most per page; Bedrock has some twelve pages of quotas. */
const PAGE_SIZE = 100;
const MAX_PAGES = 50;
/** The API takes some ten calls a second of an account. */
const PAUSE_MS = 1_000;
const MAX_PAUSES = 5;

/**
 * The applied quotas of Bedrock in the provider's region, by `ListServiceQuotas`.
 * @throws AppError when AWS does not list them.
 */
export async function listServiceQuotas(context: BedrockContext): Promise<readonly ServiceQuota[]> {
  const quotas: ServiceQuota[] = [];
  const pauses = { left: MAX_PAUSES };
  let token: unknown;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await getPage(context, token, pauses);
    quotas.push(...readQuotas(page['Quotas']));
    token = page['NextToken'];
    if (typeof token !== 'string' || token === '') break;
  }
  return quotas;
}

async function getPage(
  context: BedrockContext,
  token: unknown,
  pauses: { left: number },
): Promise<JsonObject> {
  const { id, region } = context.config;
  let outcome = await post(context, token);
  while (!outcome.ok && isThrottle(outcome.fault) && pauses.left > 0) {
    pauses.left -= 1;
    await pause(context.clock);
    outcome = await post(context, token);
  }
  if (!outcome.ok) throw explainFault(outcome.fault, { provider: id, region });
  const page = parseJsonObject(await readText(outcome.response));
  if (page !== undefined) return page;
  throw new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: `Service Quotas in ${region} answered with something other than JSON.`,
  });
}

function post(context: BedrockContext, token: unknown): Promise<AwsOutcome> {
  const { region, fips, endpoint } = context.config;
  const override = localEndpoint(endpoint);
  const host = { region, fips: fips && override === undefined, dualStack: false, override };
  return callAws(context, {
    method: 'POST',
    url: `${resolveEndpoint('servicequotas', host)}/`,
    region,
    service: 'servicequotas',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'ServiceQuotasV20190624.ListServiceQuotas',
    },
    body: new TextEncoder().encode(
      JSON.stringify({ ServiceCode: 'bedrock', MaxResults: PAGE_SIZE, NextToken: token }),
    ),
    timeouts: TIMEOUTS,
  });
}

function readQuotas(value: unknown): ServiceQuota[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).flatMap((quota) => {
    const name = quota['QuotaName'];
    const limit = quota['Value'];
    const isReadable = typeof name === 'string' && typeof limit === 'number' && limit >= 0;
    return isReadable ? [{ name, value: limit }] : [];
  });
}

function isThrottle({ name }: BedrockFault): boolean {
  const bare = bareFaultName(name);
  return bare === 'toomanyrequests' || bare === 'throttling';
}

function pause(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.after(PAUSE_MS, resolve));
}
