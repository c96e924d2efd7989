import { unsupported } from '../../../core/app-error.ts';
import type { ContentBlock } from '../../../core/chat-block.ts';
import type { ChatRequest, Message, Warning } from '../../../core/chat-request.ts';
import { joinTexts, titledText } from '../../openai-vocabulary/join-texts.ts';
import { outputInstruction } from '../../openai-vocabulary/output-instruction.ts';
import { createWarningList, type WarningList } from '../../openai-vocabulary/warning-list.ts';

/** What the command line is given to read. */
export interface EncodedPrompt {
  readonly prompt: string;
  readonly warnings: readonly Warning[];
}

/**
 * A conversation as one text, since the command line takes nothing else.
 * @throws AppError unsupported for tools, images and files, which it cannot be given
 */
export function encodePrompt(request: ChatRequest): EncodedPrompt {
  if (request.tools.length > 0 && request.toolChoice?.mode !== 'none') {
    throw unsupported(
      'tools',
      'Cursor’s command line has tools of its own and cannot be given any. Send none.',
    );
  }
  const warnings = createWarningList();
  warnOfLosses(request, warnings);
  const instructions = [
    ...request.system.map(({ text }) => text),
    ...outputInstruction(request, 'Cursor', warnings),
  ];
  const turns = request.messages.map((message) => ({ role: message.role, text: textOf(message) }));
  const [only] = turns;
  const isPlain = turns.length === 1 && only?.role === 'user';
  const conversation = isPlain
    ? only.text
    : turns.map(({ role, text }) => `${SPEAKERS[role]}:\n${text}`).join('\n\n');
  const asked = isPlain ? [] : ['Answer the last message of this conversation as the assistant.'];
  const prompt = [...instructions, ...asked, conversation].filter((text) => text.trim() !== '').join('\n\n');
  return { prompt, warnings: warnings.all };
}

const SPEAKERS: { readonly [role in Message['role']]: string } = {
  user: 'User',
  assistant: 'Assistant',
  system: 'Instruction',
};

function textOf({ content }: Message): string {
  return joinTexts(content.flatMap(readable));
}

function readable(block: ContentBlock): ContentBlock[] {
  switch (block.type) {
    case 'text':
      return [block];
    case 'document':
      if (block.media.kind === 'text') return [{ type: 'text', text: titledText(block, block.media.text) }];
      throw refused('a file');
    case 'thinking':
    case 'redacted-thinking':
      return [];
    case 'image':
      throw refused('an image');
    case 'tool-use':
    case 'tool-result':
      throw refused('a tool call');
    case 'opaque':
      throw refused(`a "${block.name}" block`);
  }
}

function refused(what: string): Error {
  return unsupported(
    'messages',
    `Cursor’s command line takes text only, and the conversation holds ${what}.`,
  );
}

function warnOfLosses(request: ChatRequest, warnings: WarningList): void {
  const { maxTokens, temperature, topP, topK, stopSequences, reasoning } = request;
  const why = 'Cursor’s command line has no such setting';
  if (maxTokens !== undefined) warnings.add('dropped', 'max_tokens', why);
  if (temperature !== undefined) warnings.add('dropped', 'temperature', why);
  if (topP !== undefined) warnings.add('dropped', 'top_p', why);
  if (topK !== undefined) warnings.add('dropped', 'top_k', why);
  if (stopSequences.length > 0) warnings.add('dropped', 'stop', why);
  if (reasoning !== undefined && reasoning.mode !== 'off') warnings.add('dropped', 'reasoning', why);
}
