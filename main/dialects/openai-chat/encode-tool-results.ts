import type { ContentBlock, ToolResultBlock } from '../../core/chat-block.ts';
import { encodeCallId } from '../openai-vocabulary/encode-call-id.ts';
import { joinTexts } from '../openai-vocabulary/join-texts.ts';
import type { EncodingContext } from './encode-tools.ts';
import type { ToolMessage } from './wire-message.ts';

interface EncodedResults {
  readonly results: ToolMessage[];
  /** What a tool message cannot hold, for the user message that follows. */
  readonly moved: readonly ContentBlock[];
}

/** A user turn's tool results as messages of their own. Images and files have no place in them and are moved on. */
export function encodeToolResults(blocks: readonly ContentBlock[], context: EncodingContext): EncodedResults {
  const results: ToolMessage[] = [];
  const moved: ContentBlock[] = [];
  for (const block of blocks) {
    if (block.type !== 'tool-result') continue;
    const media = block.content.filter(isMedia);
    results.push(encodeResult(block, media.length > 0));
    if (media.length > 0)
      moved.push({ type: 'text', text: `Attached to the result of ${block.toolUseId}:` }, ...media);
  }
  if (moved.length > 0) {
    context.warnings.push({
      code: 'changed',
      param: 'messages',
      detail: 'images in tool results were moved to a user message',
    });
  }
  return { results, moved };
}

function encodeResult(block: ToolResultBlock, hasMedia: boolean): ToolMessage {
  const texts = block.content.filter((inner) => inner.type === 'text');
  const note = hasMedia ? '(see the attachment in the next message)' : '';
  const text = [joinTexts(texts), ...block.content.flatMap(textOfDocument), note].filter(
    (part) => part !== '',
  );
  // The format has no flag for a failed call.
  const content = block.isError ? `Error: ${text.join('\n\n') || '(no output)'}` : text.join('\n\n');
  return { role: 'tool', tool_call_id: encodeCallId(block.toolUseId), content };
}

function textOfDocument(block: ContentBlock): string[] {
  return block.type === 'document' && block.media.kind === 'text' ? [block.media.text] : [];
}

/** Everything but text, tool calls and thinking: what the following message must carry or refuse. */
function isMedia(block: ContentBlock): boolean {
  if (block.type === 'document') return block.media.kind !== 'text';
  return block.type === 'image' || block.type === 'opaque';
}
