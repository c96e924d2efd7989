import type { ContentBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { asArray, asObject, pathOf, readOptionalObject, readString } from '../../core/read-field.ts';

/** `searchResult` as a document of the same name and text. @throws AppError naming the field */
export function decodeSearchResult(result: JsonObject, path: string): ContentBlock {
  const at = pathOf(path, 'content');
  const blocks = asArray(result['content'], at).map((part, index) => {
    const text = readString(asObject(part, pathOf(at, index)), 'text', pathOf(at, index));
    return { type: 'text', text } as const;
  });
  const citations = readOptionalObject(result, 'citations', path);
  return {
    type: 'document',
    media: { kind: 'blocks', blocks },
    title: readString(result, 'title', path),
    context: `Source: ${readString(result, 'source', path)}`,
    citations: citations === undefined ? undefined : citations['enabled'] === true,
  };
}
