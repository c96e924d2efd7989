import { invalidRequest } from '../../core/app-error.ts';
import type { ContentBlock, TextBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { hubSignature, isSealed, openProof, sealProof } from '../openai-vocabulary/sealed-proof.ts';
import type { ContentPart, CoreMessage, ReasoningPart, ToolResultPart } from './wire/inference-types.ts';

export interface Conversation {
  readonly system: readonly TextBlock[];
  readonly messages: readonly Message[];
}

/** The leading instructions apart, the rest one hub message each, in place. @throws AppError without any */
export function decodeConversation(list: readonly CoreMessage[]): Conversation {
  const start = list.findIndex(({ role }) => role !== 'system');
  const leading = start === -1 ? list : list.slice(0, start);
  const messages = list.slice(leading.length).map(decodeMessage);
  if (messages.length > 0) return { system: leading.flatMap(textBlocks), messages };
  throw invalidRequest('messages', 'messages must hold at least one message that is no instruction.');
}

function decodeMessage(wire: CoreMessage): Message {
  return { ...decodeTurn(wire), source: wire };
}

function decodeTurn(wire: CoreMessage): Message {
  switch (wire.role) {
    case 'assistant':
      return {
        role: 'assistant',
        content: [
          ...wire.reasoning.flatMap(decodeReasoning),
          ...contentOf(wire),
          ...wire.toolCalls.map((call) => ({ type: 'tool-use', ...call }) as const),
        ],
      };
    case 'tool':
      return { role: 'user', content: wire.results.map(decodeResult) };
    case 'system':
      return { role: 'system', content: textBlocks(wire) };
    case 'user':
      return { role: 'user', content: contentOf(wire) };
  }
}

function textBlocks(wire: CoreMessage): TextBlock[] {
  return contentOf(wire).flatMap((block) => (block.type === 'text' ? [block] : []));
}

function contentOf({ text, parts }: CoreMessage): ContentBlock[] {
  const own: ContentBlock[] = text === '' ? [] : [{ type: 'text', text }];
  return [...own, ...parts.map(decodePart)];
}

function decodePart(part: ContentPart): ContentBlock {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image', media: base64(part.data, part.mimeType) };
    case 'file':
      return {
        type: 'document',
        title: part.filename === '' ? undefined : part.filename,
        media: part.mediaType.startsWith('text/')
          ? { kind: 'text', mediaType: part.mediaType, text: Buffer.from(part.data).toString('utf8') }
          : base64(part.data, part.mediaType),
      };
  }
}

function base64(data: Uint8Array, mediaType: string) {
  return { kind: 'base64', mediaType, data: Buffer.from(data).toString('base64') } as const;
}

function decodeResult({ callId, result, isError }: ToolResultPart): ContentBlock {
  const text = typeof result === 'string' ? result : stringifyJson(result);
  return { type: 'tool-result', toolUseId: callId, content: [{ type: 'text', text }], isError };
}

/** Thinking without a proof cannot be replayed anywhere. */
function decodeReasoning(part: ReasoningPart): ContentBlock[] {
  if (part.isRedacted || part.redactedData !== '') {
    return part.redactedData === ''
      ? []
      : [{ type: 'redacted-thinking', data: redactedToHub(part.redactedData) }];
  }
  if (part.signature === '') return [];
  return [{ type: 'thinking', thinking: part.text, signature: signatureToHub(part.signature) }];
}

/** What kRouter sealed for the client is opened where it is Claude's; Cursor's own is sealed on its way. */
function signatureToHub(value: string): string {
  const proof = openProof(value);
  return proof?.dialect === 'anthropic' ? proof.value : hubSignature('cursor', value);
}

function redactedToHub(value: string): string {
  const proof = openProof(value);
  if (proof?.dialect === 'anthropic') return proof.value;
  return isSealed(value) ? value : sealProof({ dialect: 'cursor', kind: 'redacted', value });
}
