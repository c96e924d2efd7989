import type { JsonObject } from '../json.ts';
import { type Answer, type AnswerBlock, outputTokens } from './answer.ts';
import type { CacheUsage } from './prompt-cache.ts';

/** An Anthropic stream event. */
export type StreamEvent = JsonObject & { readonly type: string };

/** What the envelope of an answer says. */
export interface Envelope {
  readonly id: string;
  readonly model: string;
  /** Input tokens that neither came from the cache nor went into it. */
  readonly inputTokens: number;
  readonly cache: CacheUsage;
  /** Milliseconds. */
  readonly latency: number;
  /** Bedrock's own additions to the last event. */
  readonly extras: JsonObject;
}

/** The stream events of an answer, first to last. */
export function answerEvents(answer: Answer, envelope: Envelope): readonly StreamEvent[] {
  const usage = inputUsage(envelope);
  const output = outputTokens(answer);
  return [
    {
      type: 'message_start',
      message: {
        model: envelope.model,
        id: envelope.id,
        type: 'message',
        role: 'assistant',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...usage, output_tokens: 1 },
      },
    },
    ...answer.blocks.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: {
        stop_reason: answer.stopReason,
        stop_sequence: answer.stopSequence,
        ...(answer.stopDetails && { stop_details: answer.stopDetails }),
      },
      usage: { ...usage, output_tokens: output },
    },
    {
      type: 'message_stop',
      ...envelope.extras,
      'amazon-bedrock-invocationMetrics': metrics(envelope, output),
    },
  ];
}

function blockEvents(block: AnswerBlock, index: number): readonly StreamEvent[] {
  const start = (content_block: JsonObject): StreamEvent => ({
    type: 'content_block_start',
    index,
    content_block,
  });
  const delta = (body: JsonObject): StreamEvent => ({ type: 'content_block_delta', index, delta: body });
  const stop: StreamEvent = { type: 'content_block_stop', index };
  switch (block.type) {
    case 'text':
      return [
        start({ type: 'text', text: '' }),
        ...block.pieces.map((text) => delta({ type: 'text_delta', text })),
        stop,
      ];
    case 'thinking':
      return [
        start({ type: 'thinking', thinking: '', signature: '' }),
        ...block.pieces.map((thinking) => delta({ type: 'thinking_delta', thinking })),
        delta({ type: 'signature_delta', signature: block.signature }),
        stop,
      ];
    case 'redacted_thinking':
      return [start({ type: 'redacted_thinking', data: block.data }), stop];
    case 'tool_use':
      return [
        start({ type: 'tool_use', id: block.id, name: block.name, input: {} }),
        ...block.pieces.map((partial_json) => delta({ type: 'input_json_delta', partial_json })),
        stop,
      ];
  }
}

function inputUsage({ inputTokens, cache }: Envelope): JsonObject {
  return {
    input_tokens: inputTokens,
    cache_creation_input_tokens: cache.written5m + cache.written1h,
    cache_read_input_tokens: cache.read,
    cache_creation: {
      ephemeral_5m_input_tokens: cache.written5m,
      ephemeral_1h_input_tokens: cache.written1h,
    },
  };
}

function metrics({ inputTokens, cache, latency }: Envelope, output: number): JsonObject {
  return {
    inputTokenCount: inputTokens,
    outputTokenCount: output,
    invocationLatency: latency,
    firstByteLatency: latency,
    cacheReadInputTokenCount: cache.read,
    cacheWriteInputTokenCount: cache.written5m + cache.written1h,
  };
}
