import type { ContentBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Turn } from '../openai-vocabulary/pair-tool-results.ts';
import { type BlockEncoding, encodeBlocks } from './encode-blocks.ts';

/** Text that Converse wants beside a document. */
const BESIDE_DOCUMENT: JsonObject = { text: 'The document is attached.' };

/** Turns as `messages`. @throws AppError unsupported */
export function encodeMessages(encoding: BlockEncoding, turns: readonly Turn[]): readonly JsonObject[] {
  const { imagesInResults } = encoding.context.rules;
  return turns.flatMap((turn) => {
    const blocks = imagesInResults ? turn.blocks : hoistImages(turn.blocks);
    const content = encodeBlocks(encoding, blocks);
    if (content.length === 0) return [];
    return [{ role: turn.role, content: needsText(content) ? [...content, BESIDE_DOCUMENT] : content }];
  });
}

function needsText(content: readonly JsonObject[]): boolean {
  return content.some((block) => 'document' in block) && !content.some((block) => 'text' in block);
}

/** Images of tool results move behind the results, into the same turn. */
function hoistImages(blocks: readonly ContentBlock[]): readonly ContentBlock[] {
  const images = blocks.flatMap((block) =>
    block.type === 'tool-result' ? block.content.filter(({ type }) => type === 'image') : [],
  );
  if (images.length === 0) return blocks;
  const without = blocks.map((block): ContentBlock => {
    if (block.type !== 'tool-result') return block;
    const content = block.content.filter(({ type }) => type !== 'image');
    return content.length === block.content.length ? block : { ...block, content, source: undefined };
  });
  return [...without, ...images];
}
