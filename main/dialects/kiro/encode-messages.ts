import { unsupported } from '../../core/app-error.ts';
import type { ContentBlock, DocumentBlock, ImageBlock, ToolUseBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { titledText } from '../openai-vocabulary/join-texts.ts';
import type { Turn } from '../openai-vocabulary/pair-tool-results.ts';
import { present } from '../openai-vocabulary/present.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';
import { imageFormat } from './decode-images.ts';
import type { EncodingContext } from './encode-tools.ts';
import { encodeReasoning } from './proofs.ts';

/** What stands before the user's first words. */
export interface Opening {
  readonly instructions: readonly string[];
  /** The client wants the prefix up to here cached. */
  readonly isCached: boolean;
}

/** The service refuses a message without text. */
const RESULTS_ONLY = 'Tool results provided.';
const NOTHING = 'Continue.';
const CALLS_ONLY = '…';

const ORIGIN = 'AI_EDITOR';

/** A `userInputMessage`; tools are added to the last one alone. @throws AppError unsupported for files */
export function encodeUser(turn: Turn, context: EncodingContext, opening?: Opening): JsonObject {
  const { texts, images, results } = sortBlocks(turn.blocks, context);
  const content = [...(opening?.instructions ?? []), ...texts].join('\n\n');
  const isCached = opening?.isCached === true || isCacheEnd(turn.blocks);
  return present({
    content: content === '' ? (results.length > 0 ? RESULTS_ONLY : NOTHING) : content,
    modelId: context.model,
    origin: ORIGIN,
    images: images.length > 0 ? images : undefined,
    userInputMessageContext: results.length > 0 ? { toolResults: results } : undefined,
    cachePoint: isCached ? { type: 'default' } : undefined,
  });
}

/** An `assistantResponseMessage`. Thinking that the service has not signed stays behind. */
export function encodeAssistant(turn: Turn, context: EncodingContext): JsonObject {
  const { texts } = sortBlocks(turn.blocks.filter(isSpoken), context);
  const calls = turn.blocks.flatMap((block) =>
    block.type === 'tool-use' ? [encodeCall(block, context)] : [],
  );
  const [reasoningContent] = turn.blocks.flatMap((block) => encodeReasoning(block) ?? []);
  return present({
    content: texts.join('\n\n') || CALLS_ONLY,
    toolUses: calls.length > 0 ? calls : undefined,
    reasoningContent,
    cachePoint: isCacheEnd(turn.blocks) ? { type: 'default' } : undefined,
  });

  function isSpoken({ type }: ContentBlock): boolean {
    if (type === 'text' || type === 'tool-use' || type === 'thinking' || type === 'redacted-thinking') {
      return type === 'text';
    }
    context.warnings.add('dropped', 'messages', `${type} in an assistant message`);
    return false;
  }
}

function encodeCall(block: ToolUseBlock, { names, warnings }: EncodingContext): JsonObject {
  const warn = () =>
    warnings.add('changed', 'messages', 'tool arguments that are no JSON object were wrapped');
  return {
    toolUseId: block.id,
    name: names.encode(block.name),
    input: toolInput(block.arguments, warn),
  };
}

interface Sorted {
  readonly texts: string[];
  readonly images: JsonObject[];
  readonly results: JsonObject[];
}

function sortBlocks(blocks: readonly ContentBlock[], context: EncodingContext): Sorted {
  const sorted: Sorted = { texts: [], images: [], results: [] };
  for (const block of blocks) sortBlock(block, sorted, context);
  return sorted;
}

function sortBlock(block: ContentBlock, sorted: Sorted, context: EncodingContext): void {
  switch (block.type) {
    case 'text':
      if (block.text.trim() !== '') sorted.texts.push(block.text);
      return;
    case 'image':
      sorted.images.push(encodeImage(block));
      return;
    case 'document':
      sortDocument(block, sorted, context);
      return;
    case 'tool-result':
      sorted.results.push(encodeResult(block, sorted, context));
      return;
    case 'opaque':
      throw unsupported('messages', `A "${block.name}" block cannot be sent to Kiro.`);
    case 'thinking':
    case 'redacted-thinking':
    case 'tool-use':
      return;
  }
}

function encodeImage({ media }: ImageBlock): JsonObject {
  const format = media.kind === 'base64' ? imageFormat(media.mediaType) : undefined;
  if (media.kind === 'base64' && format !== undefined) return { format, source: { bytes: media.data } };
  throw unsupported(
    'messages',
    'Kiro takes images as PNG, JPEG, GIF or WebP data only. Send the image itself, in one of these formats.',
  );
}

function sortDocument(block: DocumentBlock, sorted: Sorted, context: EncodingContext): void {
  const { media } = block;
  if (media.kind === 'text') {
    sorted.texts.push(titledText(block, media.text));
    return;
  }
  if (media.kind !== 'blocks') {
    throw unsupported('messages', 'Kiro takes no files. Send the text of the document instead.');
  }
  const heading = titledText(block, '').trimEnd();
  if (heading !== '') sorted.texts.push(heading);
  for (const inner of media.blocks) sortBlock(inner, sorted, context);
}

/** A result is text alone; an image in it moves to the message around it. */
function encodeResult(
  block: Extract<ContentBlock, { type: 'tool-result' }>,
  around: Sorted,
  context: EncodingContext,
): JsonObject {
  const { texts, images } = sortBlocks(block.content, context);
  if (images.length > 0) {
    context.warnings.add(
      'changed',
      'messages',
      'images in tool results were moved to the message around them',
    );
    around.images.push(...images);
    texts.push('(the image is attached to this message)');
  }
  return {
    toolUseId: block.toolUseId,
    content: [{ text: texts.join('\n\n') || '(no output)' }],
    status: block.isError ? 'error' : 'success',
  };
}

function isCacheEnd(blocks: readonly ContentBlock[]): boolean {
  return blocks.some((block) => block.cache !== undefined);
}
