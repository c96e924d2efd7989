import type { CacheBreakpoint, ContentBlock, ToolResultBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { isBlank } from '../openai-vocabulary/is-blank.ts';
import { isSealed } from '../openai-vocabulary/sealed-proof.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeDocument, encodeImage } from './encode-media.ts';

/** One block for Anthropic; undefined for one it cannot be sent. The client's own block goes as it is. */
export function encodeBlock(context: EncodeContext, block: ContentBlock): unknown {
  if (!isSendable(context, block)) return undefined;
  if (context.request.dialect === 'anthropic' && isJsonObject(block.source)) return encodeOwn(context, block);
  const encoded = encodeForeign(context, block);
  return block.cache === undefined ? encoded : { ...encoded, cache_control: encodeCache(block.cache) };
}

/** Blocks of a list, without those that cannot be sent. */
export function encodeBlocks(context: EncodeContext, blocks: readonly ContentBlock[]): readonly unknown[] {
  return blocks.map((block) => encodeBlock(context, block)).filter((block) => block !== undefined);
}

/** `cache_control` */
export function encodeCache(cache: CacheBreakpoint): JsonObject {
  return cache.ttl === undefined ? { type: 'ephemeral' } : { type: 'ephemeral', ttl: cache.ttl };
}

/** False for what the model would refuse: another vendor's thinking or blocks. Each refusal is a warning. */
export function isSendable(context: EncodeContext, block: ContentBlock): boolean {
  switch (block.type) {
    case 'thinking':
      return isGenuine(context, block.signature);
    case 'redacted-thinking':
      return isGenuine(context, block.data);
    case 'opaque':
      if (block.dialect === 'anthropic') return true;
      context.warnings.add('dropped', 'messages', `a ${block.name} block, which Claude does not know`);
      return false;
    default:
      return true;
  }
}

function isGenuine(context: EncodeContext, proof: string | undefined): boolean {
  const own = context.request.dialect === 'anthropic';
  // An Anthropic client's thinking goes up as it came, even unsigned: the API's own error says it best.
  if (own && (proof === undefined || !isSealed(proof))) return true;
  if (proof !== undefined && proof !== '' && !isSealed(proof)) return true;
  context.warnings.add('dropped', 'messages', 'thinking without a signature of Claude');
  return false;
}

function encodeOwn(context: EncodeContext, block: ContentBlock): unknown {
  if (block.type !== 'tool-use' || !isJsonObject(block.source)) return block.source;
  const name = context.naming.encode(block.name);
  return name === block.name ? block.source : { ...block.source, name };
}

function encodeForeign(context: EncodeContext, block: ContentBlock): JsonObject {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'image':
      return encodeImage(block);
    case 'document':
      return encodeDocument(block, (blocks) => encodeBlocks(context, blocks));
    case 'thinking':
      return { type: 'thinking', thinking: block.thinking, signature: block.signature ?? '' };
    case 'redacted-thinking':
      return { type: 'redacted_thinking', data: block.data };
    case 'tool-use': {
      const input = toolInput(block.arguments, ({ code, param, detail }) =>
        context.warnings.add(code, param, detail),
      );
      return { type: 'tool_use', id: block.id, name: context.naming.encode(block.name), input };
    }
    case 'tool-result':
      return encodeToolResult(context, block);
    case 'opaque':
      return isJsonObject(block.source) ? block.source : { type: block.name };
  }
}

/** The API refuses blank text, so that a tool which said nothing must be seen to have said nothing. */
const SILENCE = '(empty)';

function encodeToolResult(context: EncodeContext, block: ToolResultBlock): JsonObject {
  const filled = block.content.filter((part) => !isBlank(part));
  const [first] = filled;
  const plain =
    filled.length === 1 && first?.type === 'text' && first.cache === undefined ? first.text : undefined;
  const content = filled.length === 0 ? SILENCE : (plain ?? encodeBlocks(context, filled));
  return {
    type: 'tool_result',
    tool_use_id: block.toolUseId,
    content,
    ...(block.isError ? { is_error: true } : {}),
  };
}
