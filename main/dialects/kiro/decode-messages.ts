import { invalidRequest } from '../../core/app-error.ts';
import type { ContentBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { asObject, readOptionalArray, readOptionalString, readString } from '../../core/read-field.ts';
import type { WarningList } from '../openai-vocabulary/warning-list.ts';
import { decodeImages } from './decode-images.ts';
import { decodeToolResults } from './decode-tool-results.ts';
import { decodeReasoning } from './proofs.ts';

/** The turns before the current one, one hub message each. @throws AppError naming the field */
export function decodeHistory(history: readonly unknown[], warnings: WarningList): Message[] {
  return history.map((item, i) => {
    const path = `conversationState.history[${i}]`;
    const entry = asObject(item, path);
    const { userInputMessage: user, assistantResponseMessage: assistant } = entry;
    if (isJsonObject(user)) return decodeUser(user, `${path}.userInputMessage`, warnings);
    if (isJsonObject(assistant)) return decodeAssistant(assistant, `${path}.assistantResponseMessage`);
    throw invalidRequest(path, `${path} must hold a userInputMessage or an assistantResponseMessage.`);
  });
}

/** The turn that is to be answered. @throws AppError naming the field */
export function decodeCurrentMessage(wire: JsonObject, path: string, warnings: WarningList): Message {
  const message = decodeUser(wire, path, warnings);
  if (message.content.length > 0) return message;
  throw invalidRequest(
    `${path}.content`,
    `${path}.content is empty, and there is no tool result or image: there is nothing to answer.`,
  );
}

/** Results first: they answer what the assistant said last. */
function decodeUser(wire: JsonObject, path: string, warnings: WarningList): Message {
  const context = asObject(wire['userInputMessageContext'] ?? {}, `${path}.userInputMessageContext`);
  warnOfSurroundings(context, warnings);
  const text = readOptionalString(wire, 'content', path) ?? '';
  const blocks: ContentBlock[] = [
    ...decodeToolResults(context, `${path}.userInputMessageContext`),
    ...decodeImages(wire, path),
    ...(text === '' ? [] : [{ type: 'text', text } as const]),
  ];
  return {
    role: 'user',
    content: cacheLast(blocks, wire),
    extensions: { kiro: wire },
    source: { userInputMessage: wire },
  };
}

function decodeAssistant(wire: JsonObject, path: string): Message {
  const text = readOptionalString(wire, 'content', path) ?? '';
  const calls = readOptionalArray(wire, 'toolUses', path).map((item, i) =>
    decodeCall(item, `${path}.toolUses[${i}]`),
  );
  const blocks: ContentBlock[] = [
    ...decodeReasoning(wire['reasoningContent'], `${path}.reasoningContent`),
    ...(text === '' ? [] : [{ type: 'text', text } as const]),
    ...calls,
  ];
  return {
    role: 'assistant',
    content: cacheLast(blocks, wire),
    extensions: { kiro: wire },
    source: { assistantResponseMessage: wire },
  };
}

function decodeCall(item: unknown, path: string): ContentBlock {
  const wire = asObject(item, path);
  return {
    type: 'tool-use',
    id: readString(wire, 'toolUseId', path),
    name: readString(wire, 'name', path),
    arguments: stringifyJson(wire['input'] ?? {}),
  };
}

/** A message's `cachePoint` stands after all of it. */
function cacheLast(blocks: readonly ContentBlock[], wire: JsonObject): readonly ContentBlock[] {
  const last = blocks.at(-1);
  if (last === undefined || wire['cachePoint'] == null) return blocks;
  return [...blocks.slice(0, -1), { ...last, cache: {} }];
}

/** What a Kiro client tells of its surroundings, and only the vendor's own service puts into words. */
const SURROUNDINGS = [
  'editorState',
  'shellState',
  'gitState',
  'envState',
  'diagnostic',
  'consoleState',
  'additionalContext',
  'appStudioContext',
];

function warnOfSurroundings(context: JsonObject, warnings: WarningList): void {
  for (const name of SURROUNDINGS) {
    if (isEmpty(context[name])) continue;
    warnings.add('dropped', `userInputMessageContext.${name}`, 'only Kiro itself can tell a model of it');
  }
}

function isEmpty(value: unknown): boolean {
  if (value == null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
