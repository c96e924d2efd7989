import { type JsonObject, objectOf, parseObject, textOf } from '../json.ts';
import type { StreamEvent } from './answer-events.ts';

/** The answer that InvokeModel gives in one piece, gathered from the events it would stream. */
export function messageFromEvents(events: readonly StreamEvent[]): JsonObject {
  let message: JsonObject = {};
  const blocks: JsonObject[] = [];
  const fragments = new Map<number, string>();
  for (const event of events) {
    const index = Number(event['index']);
    if (event.type === 'message_start') message = objectOf(event['message']);
    if (event.type === 'content_block_start') blocks[index] = objectOf(event['content_block']);
    if (event.type === 'content_block_delta') {
      blocks[index] = applyDelta(blocks[index] ?? {}, objectOf(event['delta']), {
        read: () => fragments.get(index) ?? '',
        write: (text) => fragments.set(index, text),
      });
    }
    if (event.type === 'message_delta') {
      const usage = { ...objectOf(message['usage']), ...objectOf(event['usage']) };
      message = { ...message, ...objectOf(event['delta']), usage };
    }
    if (event.type === 'message_stop') message = { ...message, ...bedrockMembers(event) };
  }
  const content = blocks.map((block, index) => {
    const json = fragments.get(index);
    return json === undefined ? block : { ...block, input: parseObject(json) ?? {} };
  });
  return { ...message, content };
}

function applyDelta(
  block: JsonObject,
  delta: JsonObject,
  json: { read(): string; write(text: string): void },
): JsonObject {
  switch (delta['type']) {
    case 'text_delta':
      return { ...block, text: textOf(block['text']) + textOf(delta['text']) };
    case 'thinking_delta':
      return { ...block, thinking: textOf(block['thinking']) + textOf(delta['thinking']) };
    case 'signature_delta':
      return { ...block, signature: delta['signature'] };
    case 'input_json_delta':
      json.write(json.read() + textOf(delta['partial_json']));
      return block;
    default:
      return block;
  }
}

/** Guardrail action and the like; the metrics are a matter of streams only. */
function bedrockMembers(event: StreamEvent): JsonObject {
  return Object.fromEntries(
    Object.entries(event).filter(
      ([name]) => name.startsWith('amazon-bedrock-') && name !== 'amazon-bedrock-invocationMetrics',
    ),
  );
}
