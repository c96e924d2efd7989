import { AppError } from '../../../core/app-error.ts';
import { type JsonObject, parseJsonObject } from '../../../core/json.ts';
import type { HttpClient, HttpRequest } from '../../../platform/ports/http-client.ts';
import { readText } from '../read-text.ts';
import { SsoRefusal } from './sso-error.ts';

/** Neither service is waited for as a model is. */
const TIMEOUTS = { firstByte: 20_000, idle: 20_000 };

/** One unsigned call. @throws SsoRefusal what Identity Center said; AppError when there is no connection or no JSON */
export async function callSso(http: HttpClient, request: HttpRequest): Promise<JsonObject> {
  const response = await http.send({ timeouts: TIMEOUTS, ...request });
  const text = await readText(response);
  const body = parseJsonObject(text);
  if (response.status >= 200 && response.status < 300 && body !== undefined) return body;
  if (body === undefined) {
    const message = `IAM Identity Center answered HTTP ${response.status} and no JSON. Check the region, and a proxy on the way.`;
    throw new AppError({ code: 'upstream_error', retry: 'next', message });
  }
  const exception = response.headers['x-amzn-errortype']?.split(':')[0];
  const code = textOf(body['error']) ?? exception ?? `HTTP ${response.status}`;
  throw new SsoRefusal(code, textOf(body['error_description']) ?? textOf(body['message']) ?? code);
}

/** A member that must be there. @throws AppError when it is not a text */
export function requiredText(body: JsonObject, member: string): string {
  const value = textOf(body[member]);
  if (value !== undefined) return value;
  throw new AppError({
    code: 'upstream_error',
    message: `IAM Identity Center left out "${member}" in its answer. Try again.`,
  });
}

/** The member if it is a text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The member if it is a number, else `usual`. */
export function numberOf(value: unknown, usual: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : usual;
}
