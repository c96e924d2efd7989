import { Agent } from 'node:https';
import type { z } from 'zod';
import { vertexProviderSchema } from '../../../contract/vertex-provider.ts';
import type { ChatAnswer } from '../../../main/core/chat-answer.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { collect } from '../../../main/core/collect.ts';
import type { JsonObject } from '../../../main/core/json.ts';
import type { Provider, UpstreamAnswer } from '../../../main/core/provider.ts';
import { decodeRequest } from '../../../main/dialects/anthropic/decode-request.ts';
import { createNodeHttpClient } from '../../../main/platform/node-http-client.ts';
import type { Clock } from '../../../main/platform/ports/clock.ts';
import { createVertexProvider } from '../../../main/providers/vertex/create-vertex-provider.ts';

export interface FixtureOptions {
  readonly config?: Partial<z.input<typeof vertexProviderSchema>>;
  readonly clock?: Clock;
  readonly keyFile?: string;
  readonly env?: Record<string, string | undefined>;
}

/** A clock that a test moves. */
export function movedClock(): Clock & { skip(ms: number): void } {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    monotonic: () => performance.now() + offset,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    skip: (ms) => {
      offset += ms;
    },
  };
}

/** A provider whose endpoint is on this machine. */
export function makeProvider(endpoint: string, options: FixtureOptions = {}): Provider {
  const { keyFile, env = {}, clock = movedClock() } = options;
  const config = vertexProviderSchema.parse({
    id: 'vertex-test',
    type: 'vertex',
    project: 'my-project',
    location: 'europe-west4',
    endpoint,
    credentials: { source: 'keychain' },
    ...options.config,
  });
  const secrets = { read: async () => keyFile };
  return createVertexProvider(config, {
    http: createNodeHttpClient(),
    clock,
    env,
    secrets,
    defaultMaxTokens: 1000,
    sdkAgent: new Agent(),
  });
}

/** A request of an Anthropic client. */
export function makeRequest(body: JsonObject = {}, headers: Record<string, string> = {}): ChatRequest {
  const base = { model: 'claude-sonnet-4-6', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }] };
  return decodeRequest({ ...base, ...body }, headers);
}

export const never = new AbortController().signal;

/** The whole answer of a provider, and what came with it. */
export async function ask(
  provider: Provider,
  request: ChatRequest,
): Promise<{ readonly sent: UpstreamAnswer; readonly answer: ChatAnswer }> {
  const model = await provider.resolve(request.model);
  if (model === undefined) throw new Error(`${request.model} is not offered`);
  const sent = await provider.send(request, model, never);
  const events: ChatEvent[] = [];
  for (let next = await sent.chunks.next(); !next.done; next = await sent.chunks.next()) {
    events.push(...sent.decoder.push(next.value));
  }
  events.push(...sent.decoder.end());
  sent.close();
  return { sent, answer: collect(events) };
}
