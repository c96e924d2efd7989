import { type BedrockProviderConfig, bedrockProviderSchema } from '../../../contract/config.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import type { JsonObject } from '../../../main/core/json.ts';
import type { UpstreamAnswer } from '../../../main/core/provider.ts';
import { decodeRequest } from '../../../main/dialects/anthropic/decode-request.ts';
import { createNodeHttpClient } from '../../../main/platform/node-http-client.ts';
import type { Clock } from '../../../main/platform/ports/clock.ts';
import { systemClock } from '../../../main/platform/system-clock.ts';
import { createBedrockProvider } from '../../../main/providers/bedrock/create-bedrock-provider.ts';
import { ListLog } from './list-log.ts';

export const MODEL = 'us.anthropic.claude-sonnet-4-6';

export interface FixtureOptions {
  readonly config?: Partial<BedrockProviderConfig>;
  readonly env?: Record<string, string | undefined>;
  readonly clock?: Clock;
}

/** A provider against a server on this machine, with keys from an environment of its own. */
export function makeProvider(endpoint: string, options: FixtureOptions = {}) {
  const env = options.env ?? { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  const log = new ListLog();
  const config = bedrockProviderSchema.parse({
    id: 'bedrock-test',
    type: 'bedrock',
    region: 'us-east-1',
    endpoint,
    credentials: { source: 'env' },
    ...options.config,
  });
  const http = createNodeHttpClient();
  const clock = options.clock ?? systemClock;
  const provider = createBedrockProvider(config, { http, clock, log, env, defaultMaxTokens: 1000 });
  return { provider, log, env, http };
}

/** A request of an Anthropic client. */
export function makeRequest(body: JsonObject = {}, headers: Record<string, string> = {}): ChatRequest {
  const base = { model: 'claude-sonnet-4-6', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }] };
  return decodeRequest({ ...base, ...body }, headers);
}

/** A cancellation that never happens. */
export const never = new AbortController().signal;

/** Every event of an answer. */
export async function drain(answer: UpstreamAnswer): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for (let next = await answer.chunks.next(); !next.done; next = await answer.chunks.next()) {
    events.push(...answer.decoder.push(next.value));
  }
  events.push(...answer.decoder.end());
  answer.close();
  return events;
}
