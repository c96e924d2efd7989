import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** What a `google.rpc.Status` tells, out of its many details. */
export interface StatusFault {
  readonly http: number;
  readonly message: string;
  /** `RESOURCE_EXHAUSTED` and the like. */
  readonly status?: string;
  /** Of `ErrorInfo`. */
  readonly reason?: string;
  /** Of `RetryInfo`: `17s`. */
  readonly retryDelay?: string;
  /** Of `ErrorInfo`: `2h7m23s`. */
  readonly quotaResetDelay?: string;
  /** A quota that is counted by the day is used up. */
  readonly isPerDay: boolean;
  /** Of `BadRequest`: the field it names first. */
  readonly field?: string;
  /** Where the user is sent for help, validation or appeal. */
  readonly links: readonly string[];
}

/** Reads an error body; `http` is the response's status, where there was a response. */
export function decodeStatus(text: string, http: number | undefined): StatusFault {
  const error = errorIn(parse(text));
  if (error === undefined) return { http: http ?? 502, message: text, isPerDay: false, links: [] };
  const code = typeof error['code'] === 'number' ? error['code'] : undefined;
  const details = objectsIn(error['details']);
  const info = ofType(details, 'ErrorInfo');
  const metadata = isJsonObject(info?.['metadata']) ? info['metadata'] : {};
  return {
    http: http ?? (code !== undefined && code >= 400 && code < 600 ? code : 502),
    message: textOf(error['message']) ?? '',
    status: textOf(error['status']),
    reason: textOf(info?.['reason']),
    retryDelay: textOf(ofType(details, 'RetryInfo')?.['retryDelay']),
    quotaResetDelay: textOf(metadata['quotaResetDelay']),
    isPerDay: violationsIn(details, 'QuotaFailure').some(isPerDay),
    field: textOf(violationsIn(details, 'BadRequest')[0]?.['field']),
    links: [...linksIn(metadata), ...helpLinks(details)],
  };
}

/** `{error}`, a list with one, or the error itself. */
function errorIn(body: unknown): JsonObject | undefined {
  if (Array.isArray(body)) return errorIn(body.find(isJsonObject));
  if (!isJsonObject(body)) return undefined;
  const { error } = body;
  if (isJsonObject(error)) return error;
  if (typeof error === 'string') return { message: error };
  return typeof body['message'] === 'string' ? body : undefined;
}

function ofType(details: readonly JsonObject[], name: string): JsonObject | undefined {
  return details.find((detail) => textOf(detail['@type'])?.endsWith(`.${name}`));
}

function violationsIn(details: readonly JsonObject[], name: string): readonly JsonObject[] {
  const detail = ofType(details, name);
  return objectsIn(detail?.[name === 'BadRequest' ? 'fieldViolations' : 'violations']);
}

function isPerDay({ quotaId }: JsonObject): boolean {
  return typeof quotaId === 'string' && /PerDay|Daily/i.test(quotaId);
}

/** Appeals and validations have their address in the metadata. */
function linksIn(metadata: JsonObject): string[] {
  return ['validation_url', 'appeal_url'].flatMap((key) => webAddress(metadata[key]));
}

function helpLinks(details: readonly JsonObject[]): string[] {
  return objectsIn(ofType(details, 'Help')?.['links']).flatMap(({ url }) => webAddress(url));
}

function webAddress(value: unknown): string[] {
  return typeof value === 'string' && value.startsWith('https://') ? [value] : [];
}

function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
