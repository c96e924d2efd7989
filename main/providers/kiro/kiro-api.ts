import type { KiroProviderConfig } from '../../../contract/config.ts';
import { kiroUpstream } from '../../dialects/kiro/kiro-upstream.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import { isKiroApiKey } from './kiro-sign-in.ts';
import type { KiroTokens } from './kiro-tokens.ts';

export interface KiroApiParts {
  readonly http: HttpClient;
  readonly tokens: KiroTokens;
  /** kRouter's own name and version: it does not pretend to be Kiro. */
  readonly userAgent: string;
}

/** How Kiro's service is called. */
export function kiroApi(config: KiroProviderConfig, { http, tokens, userAgent }: KiroApiParts): PlainApi {
  return {
    get baseUrl() {
      return config.endpoint ?? `https://q.${regionOf(config, tokens)}.amazonaws.com`;
    },
    http,
    apiKey: tokens,
    headers: (token) => ({
      authorization: `Bearer ${token}`,
      'user-agent': userAgent,
      // Nothing of the user's shall be kept to improve the service.
      'x-amzn-codewhisperer-optout': 'true',
      ...(isKiroApiKey(token) ? { tokentype: 'API_KEY' } : {}),
    }),
    decodeError: kiroUpstream.decodeError,
  };
}

/** `arn:aws:codewhisperer:<region>:…`: an account lives where its profile does. */
const PROFILE_REGION = /^arn:[a-z-]+:codewhisperer:([a-z0-9-]+):/;

function regionOf(config: KiroProviderConfig, tokens: KiroTokens): string {
  return PROFILE_REGION.exec(profileOf(config, tokens) ?? '')?.[1] ?? config.region;
}

/** The account's profile; undefined for accounts without. */
export function profileOf(config: KiroProviderConfig, tokens: KiroTokens): string | undefined {
  return config.profileArn ?? tokens.signIn?.profileArn;
}

/** The headers of an operation, which the service finds by name. */
export function operation(service: 'streaming' | 'account', name: string): Readonly<Record<string, string>> {
  const prefix =
    service === 'streaming' ? 'AmazonCodeWhispererStreamingService' : 'AmazonCodeWhispererService';
  return { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `${prefix}.${name}` };
}
