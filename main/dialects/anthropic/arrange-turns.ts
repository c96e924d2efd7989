import type { ContentBlock, TextBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isBlank } from '../openai-vocabulary/is-blank.ts';
import { pairToolResults, type Turn } from '../openai-vocabulary/pair-tool-results.ts';
import { isSendable } from './encode-blocks.ts';
import type { EncodeContext } from './encode-context.ts';

/** A conversation in the order Claude wants it. */
export interface Conversation {
  readonly system: readonly TextBlock[];
  readonly turns: readonly Turn[];
}

/** System messages that may not stay where they are move to the front. */
export function hoistSystem(context: EncodeContext): {
  readonly system: readonly TextBlock[];
  readonly messages: readonly Message[];
} {
  const { request, rules } = context;
  const start = request.messages.findIndex((message) => message.role !== 'system');
  const stays = (message: Message, index: number): boolean =>
    message.role !== 'system' || (rules.midConversationSystem && index > start && start !== -1);
  const hoisted = request.messages.filter((message, index) => !stays(message, index));
  if (hoisted.length === 0) return { system: request.system, messages: request.messages };
  if (request.messages.some((message, index) => index > start && !stays(message, index))) {
    context.warnings.add(
      'changed',
      'messages',
      'a system message in mid-conversation was moved to the front',
    );
  }
  const texts = hoisted.flatMap((message) => message.content).filter((block) => block.type === 'text');
  return { system: [...request.system, ...texts], messages: request.messages.filter(stays) };
}

/** Any dialect's messages as turns that alternate, with blank text left out and every call answered. */
export function arrangeTurns(context: EncodeContext): Conversation {
  const { system, messages } = hoistSystem(context);
  const turns: Turn[] = [];
  for (const { role, content } of messages) {
    const blocks = content.filter((block) => !isBlank(block) && isSendable(context, block));
    const last = turns.at(-1);
    if (blocks.length === 0) continue;
    if (last?.role === role) turns[turns.length - 1] = { role, blocks: [...last.blocks, ...blocks] };
    else turns.push({ role, blocks });
  }
  return {
    system: system.filter((block) => !isBlank(block)),
    turns: pairToolResults(turns, context.warnings),
  };
}

/** Text of user turns that stand in where Claude demands one and the client sent none. */
const OPENING = '…';
const CONTINUE = 'Continue.';

/**
 * Turns that begin and end as Claude demands. `mayContinue`: a final assistant turn is a beginning the model may go on
 * from; otherwise it is asked to continue.
 */
export function frameTurns(
  context: EncodeContext,
  turns: readonly Turn[],
  mayContinue: boolean,
): readonly Turn[] {
  const opened = turns[0]?.role === 'user' ? turns : [userTurn(OPENING), ...turns];
  if (opened.at(-1)?.role !== 'assistant') return opened;
  if (!mayContinue) {
    context.warnings.add(
      'changed',
      'messages',
      'the model cannot continue an assistant message; it was asked to',
    );
    return [...opened, userTurn(CONTINUE)];
  }
  return [...opened.slice(0, -1), ...opened.slice(-1).map(trimEnd)];
}

/** The API refuses a beginning that ends in white space. */
function trimEnd(turn: Turn): Turn {
  const last = turn.blocks.at(-1);
  if (last?.type !== 'text' || last.text === last.text.trimEnd()) return turn;
  const trimmed: ContentBlock = { ...last, text: last.text.trimEnd(), source: undefined };
  return { ...turn, blocks: [...turn.blocks.slice(0, -1), trimmed] };
}

function userTurn(text: string): Turn {
  return { role: 'user', blocks: [{ type: 'text', text }] };
}
