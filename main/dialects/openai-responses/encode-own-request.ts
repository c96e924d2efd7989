import type { ChatRequest, Message, Warning } from '../../core/chat-request.ts';
import type { EncodedRequest } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { isSealed, openProof } from '../openai-vocabulary/sealed-proof.ts';
import { createWireNames } from '../openai-vocabulary/wire-names.ts';
import { encodeItems } from './encode-items.ts';
import type { EncodingContext } from './encode-tools.ts';

/**
 * A request that came in this dialect: the client's body with the model taken out, the shapes of Chat Completions made
 * proper, messages that were altered on the way encoded anew, and other vendors' reasoning left out.
 */
export function encodeOwnRequest(request: ChatRequest, source: JsonObject): EncodedRequest {
  const warnings: Warning[] = [];
  const context = { names: createWireNames([]), warnings, isOwn: true, callTypes: callTypesOf(request) };
  const { model: _, tools, tool_choice: choice, ...rest } = source;
  const body = {
    ...rest,
    input: encodeInput(request, source, context),
    ...(Array.isArray(tools) ? { tools: tools.map(flat) } : {}),
    ...(choice == null ? {} : { tool_choice: flat(choice) }),
    stream: true,
  };
  return { body, warnings, restore: {} };
}

function encodeInput(request: ChatRequest, source: JsonObject, context: EncodingContext): unknown {
  const { input } = source;
  if (!Array.isArray(input)) return input;
  const isIntact = request.messages.every((message) => message.source !== undefined);
  return (isIntact ? input : alteredItems(request, input, context)).flatMap(withoutForeignProof);
}

/** Items that bring tools have no blocks an altered message could be built from, so they move to the front. */
function alteredItems(request: ChatRequest, input: readonly unknown[], context: EncodingContext): unknown[] {
  const items = request.messages.flatMap((message) => itemsOf(message, context));
  return [
    ...leadingItems(input),
    ...input.filter(bringsTools),
    ...items.filter((item) => !bringsTools(item)),
  ];
}

function bringsTools(item: unknown): boolean {
  return isJsonObject(item) && item['type'] === 'additional_tools';
}

function itemsOf(message: Message, context: EncodingContext): readonly unknown[] {
  return Array.isArray(message.source) ? message.source : encodeItems(message, context);
}

/** The items that became the request's system text. */
function leadingItems(input: readonly unknown[]): readonly unknown[] {
  const end = input.findIndex((item) => !isInstruction(item) && !bringsTools(item));
  return (end === -1 ? input : input.slice(0, end)).filter((item) => !bringsTools(item));
}

function isInstruction(item: unknown): boolean {
  return isJsonObject(item) && (item['role'] === 'system' || item['role'] === 'developer');
}

/** Reasoning that another vendor signed is nothing OpenAI may see; its own goes back as it was. */
function withoutForeignProof(item: unknown): readonly unknown[] {
  if (!isJsonObject(item) || item['type'] !== 'reasoning') return [item];
  const encrypted = item['encrypted_content'];
  if (typeof encrypted !== 'string' || !isSealed(encrypted)) return [item];
  const proof = openProof(encrypted);
  return proof?.dialect === 'openai-responses' ? [{ ...item, encrypted_content: proof.value }] : [];
}

/** `{type, function: {name, …}}`, the form of Chat Completions, as it is written here. */
function flat(tool: unknown): unknown {
  if (!isJsonObject(tool) || !isJsonObject(tool['function'])) return tool;
  const { function: called, ...rest } = tool;
  return { ...rest, ...called };
}

function callTypesOf(request: ChatRequest): Map<string, string> {
  const types = new Map<string, string>();
  for (const { content } of request.messages) {
    for (const block of content) {
      if (block.type !== 'tool-use' || !isJsonObject(block.source)) continue;
      types.set(block.id, String(block.source['type']));
    }
  }
  return types;
}
