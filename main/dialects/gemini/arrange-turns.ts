import type { ContentBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isBlank } from '../openai-vocabulary/is-blank.ts';
import { joinTexts } from '../openai-vocabulary/join-texts.ts';
import { pairToolResults, type Turn } from '../openai-vocabulary/pair-tool-results.ts';
import type { EncodeContext } from './encode-context.ts';

/** A conversation in the order Google wants it. */
export interface Conversation {
  readonly system: readonly string[];
  readonly turns: readonly Turn[];
}

/** Texts of user turns that stand in where one is demanded and the client sent none. */
const OPENING = '…';
const CONTINUE = 'Continue.';

/**
 * Any format's messages as turns that alternate, begin and end with the user, and answer every call right after it.
 * Instructions in mid-conversation have no place of their own and are said by the user.
 */
export function arrangeTurns({ request, warnings }: EncodeContext): Conversation {
  const turns: Turn[] = [];
  for (const message of request.messages) addTurn(turns, message);
  const paired = pairToolResults(turns, warnings);
  const opened = paired[0]?.role === 'user' ? paired : [userTurn(OPENING), ...paired];
  const isOpenEnded = opened.at(-1)?.role === 'assistant';
  if (isOpenEnded) {
    warnings.add('changed', 'messages', 'the model cannot continue an assistant message; it was asked to');
  }
  return {
    system: request.system.flatMap((block) => (isBlank(block) ? [] : [block.text])),
    turns: isOpenEnded ? [...opened, userTurn(CONTINUE)] : opened,
  };
}

function addTurn(turns: Turn[], message: Message): void {
  const blocks = message.role === 'system' ? asUserText(message) : message.content.filter(isSaid);
  if (blocks.length === 0) return;
  const role = message.role === 'assistant' ? 'assistant' : 'user';
  const last = turns.at(-1);
  if (last?.role === role) turns[turns.length - 1] = { role, blocks: [...last.blocks, ...blocks] };
  else turns.push({ role, blocks });
}

function isSaid(block: ContentBlock): boolean {
  return !isBlank(block);
}

function asUserText(message: Message): ContentBlock[] {
  const text = joinTexts(message.content);
  return text === '' ? [] : [{ type: 'text', text: `<system-reminder>\n${text}\n</system-reminder>` }];
}

function userTurn(text: string): Turn {
  return { role: 'user', blocks: [{ type: 'text', text }] };
}
