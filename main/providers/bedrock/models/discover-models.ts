import { AppError } from '../../../core/app-error.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../../core/json.ts';
import { converseRules } from '../../../dialects/bedrock-converse/converse-rules.ts';
import { parseBedrockArn } from '../arn.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import { callAws } from '../call-aws.ts';
import { resolveEndpoint } from '../endpoints.ts';
import { explainFault } from '../faults/explain-fault.ts';
import { encodeSegment } from '../model-path.ts';
import { readText } from '../read-text.ts';
import { isClaude } from './is-claude.ts';
import type { CatalogueModel, CatalogueProfile } from './model-catalogue.ts';

/** A list is a page of JSON: when it takes longer, the table that is at hand is the better answer. */
const TIMEOUTS = { connect: 5_000, firstByte: 10_000, idle: 10_000 };
/** AWS's most per page. */
const PAGE_SIZE = 1000;
/** Accounts hold some hundred profiles; an upstream that never ends its paging must not hold us. */
const MAX_PAGES = 50;

/** Claude and the models of others that ConverseStream takes, in the region. @throws AppError when AWS does not list them. */
export async function listFoundationModels(context: BedrockContext): Promise<readonly CatalogueModel[]> {
  const page = await getJson(context, '/foundation-models?byOutputModality=TEXT');
  return list(page, 'modelSummaries').flatMap(readModel);
}

/** The region's profiles with such a model behind them, system-defined and the account's own. @throws AppError */
export async function listInferenceProfiles(context: BedrockContext): Promise<readonly CatalogueProfile[]> {
  const system = await listProfilesOf(context, 'SYSTEM_DEFINED');
  const own = await listProfilesOf(context, 'APPLICATION');
  return [...system, ...own];
}

/** One profile by id or ARN. @throws AppError when AWS does not show it. */
export async function getInferenceProfile(
  context: BedrockContext,
  id: string,
): Promise<CatalogueProfile | undefined> {
  return readProfile(await getJson(context, `/inference-profiles/${encodeSegment(id)}`))[0];
}

async function listProfilesOf(context: BedrockContext, type: string): Promise<CatalogueProfile[]> {
  const profiles: CatalogueProfile[] = [];
  let token = '';
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const next = token === '' ? '' : `&nextToken=${encodeSegment(token)}`;
    const page = await getJson(context, `/inference-profiles?maxResults=${PAGE_SIZE}${next}&type=${type}`);
    profiles.push(...list(page, 'inferenceProfileSummaries').flatMap(readProfile));
    token = text(page, 'nextToken');
    if (token === '') break;
  }
  return profiles;
}

async function getJson(context: BedrockContext, path: string): Promise<JsonObject> {
  const { config } = context;
  const arn = parseBedrockArn(decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)));
  const region = arn?.region ?? config.region;
  const { fips, dualStack } = config;
  const override = config.endpoints?.control ?? config.endpoint;
  const base = resolveEndpoint('bedrock', { region, fips, dualStack, override });
  const outcome = await callAws(context, { method: 'GET', url: base + path, region, timeouts: TIMEOUTS });
  if (!outcome.ok) throw explainFault(outcome.fault, { provider: config.id, region });
  const body = parseJsonObject(await readText(outcome.response));
  if (body !== undefined && body['__type'] === undefined) return body;
  throw new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: `The control plane of Bedrock in ${region} answered with something other than JSON.`,
  });
}

function readModel(summary: JsonObject): CatalogueModel[] {
  const id = text(summary, 'modelId');
  const types = summary['inferenceTypesSupported'];
  if (!isServed(id) || !(isClaude(id) || isChat(summary))) return [];
  const lifecycle = isJsonObject(summary['modelLifecycle']) ? summary['modelLifecycle'] : {};
  return [
    {
      id,
      name: text(summary, 'modelName') || undefined,
      onDemand: Array.isArray(types) && types.includes('ON_DEMAND'),
      legacy: lifecycle['status'] === 'LEGACY',
      endOfLife: readDate(lifecycle['endOfLifeTime']),
    },
  ];
}

/** False for models that no chat can be held with, whatever AWS lists of them. */
function isServed(id: string): boolean {
  return isClaude(id) || converseRules(id).streams;
}

/** Streams text for text, and can be called without buying throughput first. */
function isChat(summary: JsonObject): boolean {
  const has = (list: string, value: string): boolean => {
    const values = summary[list];
    return Array.isArray(values) && values.includes(value);
  };
  return (
    summary['responseStreamingSupported'] === true &&
    has('inputModalities', 'TEXT') &&
    has('outputModalities', 'TEXT') &&
    (has('inferenceTypesSupported', 'ON_DEMAND') || has('inferenceTypesSupported', 'INFERENCE_PROFILE'))
  );
}

function readProfile(summary: JsonObject): CatalogueProfile[] {
  const arns = list(summary, 'models').flatMap((model) => parseBedrockArn(text(model, 'modelArn')) ?? []);
  const modelIds = [...new Set(arns.map((arn) => arn.id))].filter(isServed);
  const kind = text(summary, 'type') === 'APPLICATION' ? 'application' : 'system';
  const id = text(summary, kind === 'application' ? 'inferenceProfileArn' : 'inferenceProfileId');
  if (modelIds.length === 0 || id === '' || (summary['status'] ?? 'ACTIVE') !== 'ACTIVE') return [];
  const regions = [...new Set(arns.map((arn) => arn.region ?? ''))];
  return [{ id, name: text(summary, 'inferenceProfileName') || id, kind, modelIds, regions }];
}

/** An ISO text, or seconds since 1970 as AWS's JSON protocols also write times. */
function readDate(value: unknown): string | undefined {
  const date = new Date(
    typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value : Number.NaN,
  );
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

function list(object: JsonObject, key: string): JsonObject[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function text(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}
