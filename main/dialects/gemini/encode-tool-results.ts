import type { ContentBlock, DocumentBlock, ImageBlock, ToolResultBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { joinTexts, titledText } from '../openai-vocabulary/join-texts.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeMedia } from './encode-media.ts';

interface EncodedResults {
  readonly results: readonly JsonObject[];
  /** Media of results, for models whose functions give back text only. */
  readonly moved: readonly ContentBlock[];
}

/** The results in a user's turn as `functionResponse` parts. */
export function encodeToolResults(
  context: EncodeContext,
  blocks: readonly ContentBlock[],
  names: ReadonlyMap<string, string>,
): EncodedResults {
  const results: JsonObject[] = [];
  const moved: ContentBlock[] = [];
  for (const block of blocks) {
    if (block.type !== 'tool-result') continue;
    const media = block.content.filter(isMedia);
    const name = context.names.encode(names.get(block.toolUseId) ?? 'unknown');
    const inside = context.rules.mediaInResults ? media.map(encodeMedia) : [];
    results.push({
      functionResponse: {
        id: block.toolUseId,
        name,
        response: encodeResponse(block),
        ...(inside.length === 0 ? {} : { parts: inside }),
      },
    });
    if (inside.length === media.length) continue;
    context.warnings.add('changed', 'messages', 'media in tool results were moved behind them');
    moved.push({ type: 'text', text: `Attached to the result of ${name}:` }, ...media);
  }
  return { results, moved };
}

/** The format wants an object; its own words for what went well and what did not. */
function encodeResponse(block: ToolResultBlock): JsonObject {
  const texts = [joinTexts(block.content), ...block.content.flatMap(textOfDocument)];
  const text = texts.filter((part) => part !== '').join('\n\n');
  return block.isError ? { error: text === '' ? '(no output)' : text } : { output: text };
}

function textOfDocument(block: ContentBlock): string[] {
  return block.type === 'document' && block.media.kind === 'text'
    ? [titledText(block, block.media.text)]
    : [];
}

function isMedia(block: ContentBlock): block is ImageBlock | DocumentBlock {
  return block.type === 'image' || (block.type === 'document' && block.media.kind !== 'text');
}
