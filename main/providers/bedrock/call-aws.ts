import { AppError } from '../../core/app-error.ts';
import type { Cancellation } from '../../core/provider.ts';
import type { HttpResponse, HttpTimeouts } from '../../platform/ports/http-client.ts';
import type { BedrockContext } from './bedrock-context.ts';
import { credentialError } from './credentials/credential-error.ts';
import type { AwsCredentials } from './credentials/credential-source.ts';
import { type BedrockFault, bareFaultName } from './faults/bedrock-fault.ts';
import { decodeHttpFault } from './faults/decode-fault.ts';
import { readText } from './read-text.ts';
import { signRequest } from './sign-request.ts';

/** One authenticated call of an AWS service. */
export interface AwsCall {
  readonly method: 'GET' | 'POST';
  /** Base URL and encoded path, sent as it stands. */
  readonly url: string;
  /** The region to sign for: an ARN's own, else the provider's. */
  readonly region: string;
  /** Signing name; `bedrock` unless said otherwise. */
  readonly service?: 'bedrock' | 'bedrock-mantle' | 'sts' | 'servicequotas';
  /** Signed, so only what must arrive unchanged. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent but never signed: what proxies may change. */
  readonly looseHeaders?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly cancellation?: Cancellation;
  readonly timeouts?: Partial<HttpTimeouts>;
}

export type AwsOutcome =
  | { readonly ok: true; readonly response: HttpResponse }
  | { readonly ok: false; readonly fault: BedrockFault };

/**
 * Authenticates and sends. A signature refused for the clock is made again with AWS's time, and credentials refused as
 * expired or unknown are read again, each once and only when that changes anything.
 * @throws AppError when there are no credentials or no connection.
 */
export async function callAws(context: BedrockContext, call: AwsCall): Promise<AwsOutcome> {
  let credentials = await context.credentials.get();
  let outcome = await callOnce(context, call, credentials);
  if (!outcome.ok && isClockFault(outcome.fault) && context.skew.learn(outcome.fault.date)) {
    context.log.warn("The signature was refused for this machine's clock; signing with AWS's time", {
      provider: context.config.id,
      offsetMs: context.skew.offsetMs,
    });
    outcome = await callOnce(context, call, credentials);
  }
  if (!outcome.ok && isCredentialFault(outcome.fault)) {
    context.credentials.invalidate(credentials);
    const fresh = await context.credentials.get();
    if (sameCredentials(credentials, fresh)) return outcome;
    credentials = fresh;
    outcome = await callOnce(context, call, credentials);
  }
  return outcome;
}

async function callOnce(
  context: BedrockContext,
  call: AwsCall,
  credentials: AwsCredentials,
): Promise<AwsOutcome> {
  const response = await context.http.send({
    method: call.method,
    url: call.url,
    headers: { ...(await authenticate(context, call, credentials)), ...call.looseHeaders },
    body: call.body,
    cancellation: call.cancellation,
    timeouts: call.timeouts,
  });
  if (response.status >= 200 && response.status < 300) return { ok: true, response };
  const text = await readText(response).catch(passOnCancelled);
  const fault = decodeHttpFault(response.status, response.headers, text);
  return { ok: false, fault: { ...fault, message: context.credentials.conceal(fault.message) } };
}

/** A status without its body still says enough; a client that hung up wants no answer at all. */
function passOnCancelled(error: unknown): string {
  if (error instanceof AppError && error.code !== 'cancelled') return '';
  throw error;
}

async function authenticate(
  context: BedrockContext,
  call: AwsCall,
  credentials: AwsCredentials,
): Promise<Readonly<Record<string, string>>> {
  const { method, url, region, headers = {}, body } = call;
  if (credentials.kind === 'keys') {
    const scope = { region, service: call.service ?? 'bedrock', now: context.skew.now() };
    return signRequest({ method, url, headers, body }, credentials, scope);
  }
  if (credentials.region !== undefined && credentials.region !== region) {
    throw credentialError(
      `The short-term Bedrock API key was made for ${credentials.region} and does not work in ${region}. Make one for ${region}, or use a long-term key.`,
    );
  }
  return { ...headers, authorization: `Bearer ${credentials.token}` };
}

function isClockFault({ name, message }: BedrockFault): boolean {
  return name === 'RequestTimeTooSkewed' || /signature expired|not yet current/i.test(message);
}

const CREDENTIAL_FAULTS: ReadonlySet<string> = new Set([
  'expiredtoken',
  'unrecognizedclient',
  'invalidclienttokenid',
]);

function isCredentialFault({ name, message }: BedrockFault): boolean {
  return CREDENTIAL_FAULTS.has(bareFaultName(name)) || /security token .* is expired/i.test(message);
}

function sameCredentials(a: AwsCredentials, b: AwsCredentials): boolean {
  if (a.kind === 'bearer') return b.kind === 'bearer' && a.token === b.token;
  return b.kind === 'keys' && a.secretAccessKey === b.secretAccessKey && a.sessionToken === b.sessionToken;
}
