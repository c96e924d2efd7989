import { unsupported } from '../../core/app-error.ts';
import type { ContentBlock, DocumentBlock, ToolUseBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isBlank } from '../openai-vocabulary/is-blank.ts';
import { joinTexts, titledText } from '../openai-vocabulary/join-texts.ts';
import { pairToolResults, type Turn } from '../openai-vocabulary/pair-tool-results.ts';
import type { WarningList } from '../openai-vocabulary/warning-list.ts';
import type { WireNames } from '../openai-vocabulary/wire-names.ts';
import type { ContentPart, CoreMessage, ToolResultPart } from './wire/inference-types.ts';

export interface EncodingContext {
  readonly names: WireNames;
  readonly warnings: WarningList;
}

/** Any dialect's messages, each call answered right after it. @throws AppError unsupported for pointers to media */
export function encodeMessages(messages: readonly Message[], context: EncodingContext): CoreMessage[] {
  const turns = messages.map(({ role, content }) => ({
    role,
    blocks: content.filter((block) => !isBlank(block)),
  }));
  const calls = new Map<string, string>();
  return pairToolResults(turns, context.warnings).flatMap((turn) => encodeTurn(turn, calls, context));
}

const EMPTY = { text: '', parts: [], toolCalls: [], results: [], reasoning: [] } as const;

/** `calls`: the wire names of the calls so far, by id, which their results repeat. */
function encodeTurn(turn: Turn, calls: Map<string, string>, context: EncodingContext): CoreMessage[] {
  switch (turn.role) {
    case 'system':
      return [{ ...EMPTY, role: 'system', text: joinTexts(turn.blocks) }];
    case 'assistant':
      return encodeAssistant(turn.blocks, calls, context);
    case 'user':
      return encodeUser(turn.blocks, calls, context);
  }
}

/** Thinking stays behind: the service takes its own proofs back within one run only. */
function encodeAssistant(
  blocks: readonly ContentBlock[],
  calls: Map<string, string>,
  { names, warnings }: EncodingContext,
): CoreMessage[] {
  const toolCalls = blocks.filter((block) => block.type === 'tool-use').map(encodeCall);
  for (const { id, name } of toolCalls) calls.set(id, name);
  for (const { type } of blocks) {
    if (SPOKEN.has(type)) continue;
    warnings.add('dropped', 'messages', `${type} in an assistant message`);
  }
  const text = joinTexts(blocks);
  return text === '' && toolCalls.length === 0 ? [] : [{ ...EMPTY, role: 'assistant', text, toolCalls }];

  function encodeCall(block: ToolUseBlock) {
    return { id: block.id, name: names.encode(block.name), arguments: block.arguments.trim() || '{}' };
  }
}

const SPOKEN: ReadonlySet<ContentBlock['type']> = new Set([
  'text',
  'tool-use',
  'thinking',
  'redacted-thinking',
]);

function encodeUser(
  blocks: readonly ContentBlock[],
  calls: ReadonlyMap<string, string>,
  { warnings }: EncodingContext,
): CoreMessage[] {
  const results: ToolResultPart[] = [];
  const parts: ContentPart[] = [];
  for (const block of blocks) {
    if (block.type !== 'tool-result') parts.push(...encodePart(block));
    else results.push(encodeResult(block));
  }
  const said = encodeSaid(parts);
  const answered: CoreMessage[] = results.length === 0 ? [] : [{ ...EMPTY, role: 'tool', results }];
  return said === undefined ? answered : [...answered, said];

  /** A result is one value; an image in it moves to the user's message after it. */
  function encodeResult(block: Extract<ContentBlock, { type: 'tool-result' }>): ToolResultPart {
    const inner = block.content.flatMap(encodePart);
    const media = inner.filter(({ kind }) => kind !== 'text');
    if (media.length > 0)
      warnings.add('changed', 'messages', 'images in tool results were moved to a user message');
    parts.push(...media);
    const result = inner.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n\n');
    return {
      callId: block.toolUseId,
      name: calls.get(block.toolUseId) ?? '',
      result,
      isError: block.isError,
    };
  }
}

/** Plain text where there is nothing else. */
function encodeSaid(parts: readonly ContentPart[]): CoreMessage | undefined {
  if (parts.length === 0) return undefined;
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  if (texts.length === parts.length) return { ...EMPTY, role: 'user', text: texts.join('\n\n') };
  return { ...EMPTY, role: 'user', parts };
}

function encodePart(block: ContentBlock): ContentPart[] {
  switch (block.type) {
    case 'text':
      return [{ kind: 'text', text: block.text }];
    case 'image':
      if (block.media.kind !== 'base64') throw pointer('images');
      return [{ kind: 'image', data: bytesOf(block.media.data), mimeType: block.media.mediaType }];
    case 'document':
      return encodeDocument(block);
    case 'opaque':
      throw unsupported('messages', `A "${block.name}" block cannot be sent to Cursor.`);
    case 'thinking':
    case 'redacted-thinking':
    case 'tool-use':
    case 'tool-result':
      return [];
  }
}

function encodeDocument(block: DocumentBlock): ContentPart[] {
  const { media, title = 'document' } = block;
  switch (media.kind) {
    case 'text':
      return [{ kind: 'text', text: titledText(block, media.text) }];
    case 'base64':
      return [{ kind: 'file', data: bytesOf(media.data), mediaType: media.mediaType, filename: title }];
    case 'blocks':
      return media.blocks.flatMap(encodePart);
    case 'url':
    case 'file':
      throw pointer('files');
  }
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function pointer(what: string): Error {
  return unsupported('messages', `Cursor takes ${what} as data only. Send the data itself.`);
}
