import type { CacheBreakpoint, ContentBlock, ToolResultBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { isBlank } from '../openai-vocabulary/is-blank.ts';
import { openProof } from '../openai-vocabulary/sealed-proof.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';
import type { ConverseContext } from './encode-context.ts';
import { type DocumentNaming, encodeDocument, encodeImage } from './encode-media.ts';

/** Encodes the blocks of one request: documents are numbered through it. */
export interface BlockEncoding {
  readonly context: ConverseContext;
  readonly nameFor: DocumentNaming;
}

/** Blocks of a message, each with its cache point; without those that cannot be sent. @throws AppError unsupported */
export function encodeBlocks(
  encoding: BlockEncoding,
  blocks: readonly ContentBlock[],
): readonly JsonObject[] {
  return blocks.flatMap((block) => {
    const encoded = encodeBlock(encoding, block);
    if (encoded === undefined) return [];
    return block.cache === undefined
      ? [encoded]
      : [encoded, ...encodeCachePoint(encoding.context, block.cache)];
  });
}

/** A cache point, where the model has such a thing; elsewhere the mark means nothing and is left out unsaid. */
export function encodeCachePoint(
  { rules }: ConverseContext,
  { ttl }: CacheBreakpoint,
): readonly JsonObject[] {
  if (!rules.cache) return [];
  return [{ cachePoint: ttl === undefined ? { type: 'default' } : { type: 'default', ttl } }];
}

function encodeBlock(encoding: BlockEncoding, block: ContentBlock): JsonObject | undefined {
  const { context, nameFor } = encoding;
  if (context.request.dialect === 'bedrock-converse' && isJsonObject(block.source) && isOwn(context, block)) {
    return block.source;
  }
  switch (block.type) {
    case 'text':
      return isBlank(block) ? undefined : { text: block.text };
    case 'image':
      return encodeImage(context, block);
    case 'document':
      return encodeDocument(context, block, nameFor);
    case 'thinking':
      return encodeThinking(context, block.thinking, block.signature);
    case 'redacted-thinking':
      return undefined;
    case 'tool-use':
      return { toolUse: encodeToolUse(context, block) };
    case 'tool-result':
      return { toolResult: encodeToolResult(encoding, block) };
    case 'opaque':
      context.warnings.add('dropped', 'messages', `a ${block.name} block, which Bedrock does not know`);
      return undefined;
  }
}

/** The client's own block goes as it is, but for names that had to change and for another vendor's thinking. */
export function isOwn({ naming }: ConverseContext, block: ContentBlock): boolean {
  if (block.type === 'tool-use') return naming.encode(block.name) === block.name;
  return block.type !== 'thinking' && block.type !== 'redacted-thinking';
}

/** Only what a model of Converse thought is sent back to one, without proof: none of them takes any. */
function encodeThinking(
  { request, rules, warnings }: ConverseContext,
  text: string,
  signature = '',
): JsonObject | undefined {
  const maker = signature === '' ? request.dialect : openProof(signature)?.dialect;
  const isConverse = maker === 'bedrock-converse';
  if (isConverse && rules.replaysThinking && text.trim() !== '')
    return { reasoningContent: { reasoningText: { text } } };
  if (!isConverse) warnings.add('dropped', 'messages', 'thinking of another vendor’s model');
  return undefined;
}

function encodeToolUse(
  context: ConverseContext,
  block: Extract<ContentBlock, { type: 'tool-use' }>,
): JsonObject {
  const input = toolInput(block.arguments, ({ code, param, detail }) =>
    context.warnings.add(code, param, detail),
  );
  return { toolUseId: block.id, name: context.naming.encode(block.name), input };
}

/** Converse refuses blank text, so that a tool which said nothing must be seen to have said nothing. */
const SILENCE = { text: '(empty)' };

function encodeToolResult(encoding: BlockEncoding, block: ToolResultBlock): JsonObject {
  const content = encodeBlocks(
    encoding,
    block.content.map((part) => (part.cache === undefined ? part : { ...part, cache: undefined })),
  );
  return {
    toolUseId: block.toolUseId,
    content: content.length === 0 ? [SILENCE] : content,
    ...(block.isError ? { status: 'error' } : {}),
  };
}
