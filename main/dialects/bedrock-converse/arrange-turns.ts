import type { ContentBlock, TextBlock } from '../../core/chat-block.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import { isBlank } from '../openai-vocabulary/is-blank.ts';
import { pairToolResults, type Turn } from '../openai-vocabulary/pair-tool-results.ts';
import type { ConverseContext } from './encode-context.ts';

/** A conversation in the order Converse wants it. */
export interface Conversation {
  readonly system: readonly TextBlock[];
  readonly turns: readonly Turn[];
}

/** Any dialect's messages as turns that alternate, begin and end with the user, with every call answered. */
export function arrangeTurns(context: ConverseContext): Conversation {
  const { request, rules, warnings } = context;
  const system = systemOf(context);
  const turns: Turn[] = [];
  for (const { role, content } of request.messages) {
    if (role === 'system') continue;
    addTurn(turns, { role, blocks: content.filter((block) => !isBlank(block) && isKept(block)) });
  }
  const paired = pairToolResults(turns, warnings);
  const framed = frameTurns(context, paired);
  const spread = rules.textBesideResults ? framed : framed.map((turn) => foldText(turn));
  if (rules.system || system.length === 0) return { system, turns: spread };
  warnings.add(
    'changed',
    'system',
    `${rules.displayName} takes no system prompt; it stands before the first message`,
  );
  return { system: [], turns: prepend(spread, system) };
}

/** Redacted thinking is a proof and nothing else: no model of Converse can read it. */
function isKept(block: ContentBlock): boolean {
  return block.type !== 'redacted-thinking';
}

/** Instructions in mid-conversation move to the front: Converse has no other place for them. */
function systemOf({ request, warnings }: ConverseContext): readonly TextBlock[] {
  const within = request.messages.filter(({ role }) => role === 'system');
  if (isMidway(request)) {
    warnings.add('changed', 'messages', 'a system message in mid-conversation was moved to the front');
  }
  const texts = within.flatMap(({ content }) => content).filter((block) => block.type === 'text');
  return [...request.system, ...texts].filter((block) => !isBlank(block));
}

function isMidway({ messages }: ChatRequest): boolean {
  const start = messages.findIndex(({ role }) => role !== 'system');
  return start !== -1 && messages.slice(start).some(({ role }) => role === 'system');
}

function addTurn(turns: Turn[], turn: Turn): void {
  if (turn.blocks.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === turn.role)
    turns[turns.length - 1] = { role: turn.role, blocks: [...last.blocks, ...turn.blocks] };
  else turns.push(turn);
}

/** Text of user turns that stand in where Converse demands one and the client sent none. */
const OPENING = '…';
const CONTINUE = 'Continue.';

function frameTurns({ warnings }: ConverseContext, turns: readonly Turn[]): readonly Turn[] {
  const opened = turns[0]?.role === 'user' ? turns : [userTurn(OPENING), ...turns];
  if (opened.at(-1)?.role !== 'assistant') return opened;
  warnings.add('changed', 'messages', 'the model cannot continue an assistant message; it was asked to');
  return [...opened, userTurn(CONTINUE)];
}

function userTurn(text: string): Turn {
  return { role: 'user', blocks: [{ type: 'text', text }] };
}

/** Where text may not stand beside tool results, it joins the last of them. */
function foldText(turn: Turn): Turn {
  const at = turn.blocks.findLastIndex((block) => block.type === 'tool-result');
  const last = turn.blocks[at];
  if (last?.type !== 'tool-result') return turn;
  const others = turn.blocks.filter((block) => block.type !== 'tool-result');
  if (others.length === 0) return turn;
  const results = turn.blocks.filter((block) => block.type === 'tool-result');
  const joined: ContentBlock = { ...last, content: [...last.content, ...others], source: undefined };
  return { role: turn.role, blocks: results.map((block) => (block === last ? joined : block)) };
}

function prepend(turns: readonly Turn[], system: readonly TextBlock[]): readonly Turn[] {
  const [first, ...rest] = turns;
  if (first === undefined) return turns;
  const texts = system.map(({ text }) => ({ type: 'text', text }) as const);
  return [{ role: first.role, blocks: [...texts, ...first.blocks] }, ...rest];
}
