import { type JsonObject, objectOf, textOf } from '../json.ts';
import type { StreamEvent } from '../model/answer-events.ts';

/** An event of ConverseStream: its name and its payload. */
export interface ConverseEvent {
  readonly name: string;
  readonly payload: JsonObject;
  /** The Anthropic event it stands for, by which faults find their place. */
  readonly event: string;
}

/** Tells Anthropic's events as Converse does, one after another. */
export type ConverseTeller = (event: StreamEvent) => readonly ConverseEvent[];

/** One for each answer. `signed`: thinking keeps its signature, as Claude's does. */
export function createConverseTeller(signed: boolean): ConverseTeller {
  let last: JsonObject = {};
  return (event) => {
    const named = (name: string, payload: JsonObject): ConverseEvent => ({
      name,
      payload,
      event: event.type,
    });
    const at = { contentBlockIndex: event['index'] };
    switch (event.type) {
      case 'message_start':
        return [named('messageStart', { role: 'assistant' })];
      case 'content_block_start':
        return startOf(objectOf(event['content_block'])).map(({ kind, value }) =>
          named(kind, { ...at, ...value }),
        );
      case 'content_block_delta':
        return deltaOf(objectOf(event['delta']), signed).map((delta) =>
          named('contentBlockDelta', { ...at, delta }),
        );
      case 'content_block_stop':
        return [named('contentBlockStop', at)];
      case 'message_delta':
        last = event;
        return [];
      case 'message_stop':
        return [
          named('messageStop', { stopReason: stopReason(last, event) }),
          named('metadata', { usage: usageOf(last), metrics: { latencyMs: latencyOf(event) } }),
        ];
      default:
        return [];
    }
  };
}

interface Start {
  readonly kind: 'contentBlockStart' | 'contentBlockDelta';
  readonly value: JsonObject;
}

/** Only calls are announced; redacted thinking comes as a delta. */
function startOf(block: JsonObject): readonly Start[] {
  if (block['type'] === 'tool_use') {
    const toolUseId = textOf(block['id']).replace(/^toolu_bdrk_01/, 'tooluse_');
    return [{ kind: 'contentBlockStart', value: { start: { toolUse: { toolUseId, name: block['name'] } } } }];
  }
  if (block['type'] !== 'redacted_thinking') return [];
  return [
    { kind: 'contentBlockDelta', value: { delta: { reasoningContent: { redactedContent: block['data'] } } } },
  ];
}

function deltaOf(delta: JsonObject, signed: boolean): readonly JsonObject[] {
  switch (delta['type']) {
    case 'text_delta':
      return [{ text: delta['text'] }];
    case 'thinking_delta':
      return [{ reasoningContent: { text: delta['thinking'] } }];
    case 'signature_delta':
      return signed ? [{ reasoningContent: { signature: delta['signature'] } }] : [];
    case 'input_json_delta':
      return [{ toolUse: { input: delta['partial_json'] } }];
    default:
      return [];
  }
}

function stopReason(last: JsonObject, stop: JsonObject): unknown {
  if (stop['amazon-bedrock-guardrailAction'] === 'INTERVENED') return 'guardrail_intervened';
  const reason = objectOf(last['delta'])['stop_reason'];
  return reason === 'refusal' ? 'content_filtered' : reason;
}

/** Converse's usage from Anthropic's. */
export function usageOf(last: JsonObject): JsonObject {
  const usage = objectOf(last['usage']);
  const count = (name: string) => Number(usage[name] ?? 0);
  const [inputTokens, outputTokens] = [count('input_tokens'), count('output_tokens')];
  const [read, written] = [count('cache_read_input_tokens'), count('cache_creation_input_tokens')];
  const creation = objectOf(usage['cache_creation']);
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens + read + written,
    cacheReadInputTokens: read,
    cacheWriteInputTokens: written,
    ...(written > 0 && {
      cacheDetails: [
        { ttl: '1h', inputTokens: Number(creation['ephemeral_1h_input_tokens'] ?? 0) },
        { ttl: '5m', inputTokens: Number(creation['ephemeral_5m_input_tokens'] ?? 0) },
      ],
    }),
  };
}

function latencyOf(stop: JsonObject): unknown {
  return objectOf(stop['amazon-bedrock-invocationMetrics'])['invocationLatency'] ?? 1;
}
