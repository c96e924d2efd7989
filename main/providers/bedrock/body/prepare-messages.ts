import { unsupported } from '../../../core/app-error.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { mapKept } from './map-kept.ts';
import { type CacheRules, prepareCache } from './prepare-cache.ts';
import { BLOCK_ARTEFACTS, REFUSED_BLOCKS } from './refused-fields.ts';
import { withoutKeys } from './without-keys.ts';

export interface MessageRules extends CacheRules {
  /** Bedrock's name of a tool -> the client's: calls in the history are renamed with it. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * The conversation as Bedrock takes it; what need not change stays the very same object.
 * @throws AppError unsupported naming the block that cannot be sent.
 */
export function prepareMessages(messages: unknown, rules: MessageRules): unknown {
  if (!Array.isArray(messages)) return messages;
  return mapKept(messages, (message, index) => {
    if (!isJsonObject(message)) return message;
    return withContent(message, `messages[${index}]`, rules);
  });
}

/** The system prompt without the billing line that Claude Code puts first: it is refused, and breaks every cache. */
export function prepareSystem(system: unknown, rules: MessageRules): unknown {
  if (typeof system === 'string') return withoutBillingLine(system, rules);
  if (!Array.isArray(system)) return system;
  const kept = mapKept(system, (block, index) => {
    if (!isJsonObject(block)) return block;
    if (!isBilling(block['text'])) return prepareBlock(block, `system[${index}]`, rules);
    rules.warnings.add('dropped', `system[${index}]`, 'billing header');
    return undefined;
  });
  return kept.length === 0 ? undefined : kept;
}

const BILLING = 'x-anthropic-billing-header:';

function isBilling(text: unknown): boolean {
  return typeof text === 'string' && text.startsWith(BILLING);
}

function withoutBillingLine(system: string, { warnings }: MessageRules): string | undefined {
  if (!isBilling(system)) return system;
  warnings.add('dropped', 'system', 'billing header');
  const lineEnd = system.indexOf('\n');
  const rest = lineEnd === -1 ? '' : system.slice(lineEnd + 1).trimStart();
  return rest === '' ? undefined : rest;
}

function withContent(holder: JsonObject, path: string, rules: MessageRules): JsonObject {
  const { content } = holder;
  if (!Array.isArray(content)) return holder;
  const kept = mapKept(content, (block, index) =>
    isJsonObject(block) ? prepareBlock(block, `${path}.content[${index}]`, rules) : block,
  );
  return kept === content ? holder : { ...holder, content: kept };
}

function prepareBlock(block: JsonObject, path: string, rules: MessageRules): JsonObject {
  refuse(block, path);
  const plain = withoutKeys(block, block['citations'] === null ? WITH_CITATIONS : BLOCK_ARTEFACTS);
  if (plain !== block) rules.warnings.add('dropped', 'messages', 'what an SDK left in replayed blocks');
  const cached = prepareCache(plain, path, rules);
  switch (cached['type']) {
    case 'tool_result':
    case 'search_result':
      return withContent(cached, path, rules);
    case 'document':
      return withSourceContent(cached, path, rules);
    case 'tool_use':
      return renameCall(cached, rules);
    default:
      return cached;
  }
}

const WITH_CITATIONS = [...BLOCK_ARTEFACTS, 'citations'];

function withSourceContent(block: JsonObject, path: string, rules: MessageRules): JsonObject {
  const { source } = block;
  if (!isJsonObject(source)) return block;
  const kept = withContent(source, `${path}.source`, rules);
  return kept === source ? block : { ...block, source: kept };
}

function renameCall(block: JsonObject, { renamed }: MessageRules): JsonObject {
  if (renamed.size === 0) return block;
  const own = [...renamed].find(([, name]) => name === block['name']);
  return own === undefined ? block : { ...block, name: own[0] };
}

function refuse(block: JsonObject, path: string): void {
  const { type, source } = block;
  if (type === 'image' || type === 'document') refuseSource(source, `${path}.source`);
  const isServerTool = type === 'server_tool_use' && !isToolSearch(block['name']);
  if (!isServerTool && !(typeof type === 'string' && REFUSED_BLOCKS.has(type))) return;
  throw unsupported(
    path,
    `${path} is a ${type} block, which only Anthropic's own API understands. Remove it, or use a provider that calls Anthropic directly.`,
  );
}

function isToolSearch(name: unknown): boolean {
  return typeof name === 'string' && name.startsWith('tool_search_tool');
}

function refuseSource(source: unknown, path: string): void {
  const type = isJsonObject(source) ? source['type'] : undefined;
  if (type !== 'url' && type !== 'file') return;
  const what =
    type === 'url' ? 'a URL: Bedrock fetches nothing' : 'an uploaded file: Bedrock has no Files API';
  throw unsupported(path, `${path} points to ${what}. Send the content itself as base64 data.`);
}
