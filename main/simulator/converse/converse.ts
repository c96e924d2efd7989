import { type JsonObject, listOf, objectOf, parseObject, textOf } from '../json.ts';
import { answerParts, isEvent } from '../operations/answer-parts.ts';
import type { Operation } from '../operations/operation.ts';
import { type ConverseEvent, createConverseTeller } from './converse-events.ts';
import { prepareConverse } from './prepare-converse.ts';

/** POST /model/{id}/converse: the whole answer in one JSON body. */
export const converse: Operation = {
  name: 'Converse',
  plane: 'runtime',
  service: 'bedrock',
  run(call) {
    const request = prepareConverse(call, false);
    const events = answerParts(call, request, false).filter(isEvent);
    const tell = createConverseTeller(request.model.converse === undefined);
    return { kind: 'json', body: gather(events.flatMap(tell)) };
  },
};

function gather(events: readonly ConverseEvent[]): JsonObject {
  const blocks = new Map<unknown, JsonObject>();
  let rest: JsonObject = {};
  for (const { name, payload } of events) {
    const at = payload['contentBlockIndex'];
    const block = blocks.get(at) ?? {};
    if (name === 'contentBlockStart') blocks.set(at, objectOf(payload['start']));
    if (name === 'contentBlockDelta') blocks.set(at, applyDelta(block, objectOf(payload['delta'])));
    if (name === 'messageStop' || name === 'metadata') rest = { ...rest, ...payload };
  }
  const content = [...blocks.values()].map(finish);
  return { output: { message: { role: 'assistant', content } }, ...rest };
}

function applyDelta(block: JsonObject, delta: JsonObject): JsonObject {
  const { text, toolUse, reasoningContent } = delta;
  if (text !== undefined) return { text: textOf(block['text']) + textOf(text) };
  if (toolUse !== undefined)
    return { ...block, fragments: [...listOf(block['fragments']), objectOf(toolUse)['input']] };
  const { text: thinking, signature, redactedContent } = objectOf(reasoningContent);
  if (redactedContent !== undefined) return { reasoningContent: { redactedContent } };
  const earlier = objectOf(objectOf(block['reasoningContent'])['reasoningText']);
  const reasoningText = {
    ...earlier,
    text: textOf(earlier['text']) + textOf(thinking),
    ...(signature !== undefined && { signature }),
  };
  return { reasoningContent: { reasoningText } };
}

function finish(block: JsonObject): JsonObject {
  if (block['toolUse'] === undefined) return block;
  const input = parseObject(listOf(block['fragments']).join('')) ?? {};
  return { toolUse: { ...objectOf(block['toolUse']), input } };
}
