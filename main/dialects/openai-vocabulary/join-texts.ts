import type { ContentBlock, DocumentBlock } from '../../core/chat-block.ts';

/** The text among the blocks, joined by blank lines. */
export function joinTexts(blocks: readonly ContentBlock[]): string {
  return blocks
    .flatMap((block) => (block.type === 'text' && block.text !== '' ? [block.text] : []))
    .join('\n\n');
}

/** A document's title, context and text, for a format that has a place for the text only. */
export function titledText(block: DocumentBlock, text: string): string {
  return [block.title, block.context, text].filter((line) => line !== undefined && line !== '').join('\n\n');
}
