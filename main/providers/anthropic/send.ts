import type { ChatEvent } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import type { Cancellation, ResolvedModel, UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { firstPartyRules } from '../../dialects/anthropic/claude-rules.ts';
import { createAnthropicDecoder } from '../../dialects/anthropic/decode-event.ts';
import { encodeAnthropicRequest } from '../../dialects/anthropic/encode-request.ts';
import { createSseDecoder, type SseRecord } from '../../framing/sse.ts';
import type { AnthropicContext } from './anthropic-context.ts';
import { call } from './call.ts';

/** One request on its way to the direct API. */
export interface Sending {
  readonly request: ChatRequest;
  readonly model: ResolvedModel;
  readonly cancellation: Cancellation;
}

/** Sends the request as a stream, whatever the client asked for: a whole answer is collected from it. */
export async function send(
  context: AnthropicContext,
  { request, model, cancellation }: Sending,
): Promise<UpstreamAnswer> {
  const encoded = encodeAnthropicRequest(request, {
    rules: firstPartyRules(model.id),
    defaultMaxTokens: context.defaultMaxTokens,
  });
  const response = await call(context, {
    method: 'POST',
    path: '/v1/messages',
    body: stringifyJson({ ...encoded.body, model: model.id, stream: true }),
    betas: request.betas,
    cancellation,
  });
  return {
    chunks: response.chunks,
    decoder: createStreamDecoder(encoded.restore),
    requestId: response.headers['request-id'],
    warnings: encoded.warnings,
    close: response.close,
  };
}

function createStreamDecoder(restore: Restore): EventDecoder<Uint8Array> {
  const sse = createSseDecoder();
  const events = createAnthropicDecoder(restore);
  const decode = (records: readonly SseRecord[]): ChatEvent[] =>
    records.flatMap((record) => events.push(record.data));
  return {
    push: (bytes) => decode(sse.push(bytes)),
    end: () => [...decode(sse.end()), ...events.end()],
  };
}
