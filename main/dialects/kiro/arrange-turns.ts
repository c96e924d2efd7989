import type { ContentBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isBlank } from '../openai-vocabulary/is-blank.ts';
import { pairToolResults, type Turn } from '../openai-vocabulary/pair-tool-results.ts';
import type { WarningList } from '../openai-vocabulary/warning-list.ts';

/** Turns that alternate, the first and the last of them the user's. */
export interface ArrangedTurns {
  readonly first: Turn;
  readonly rest: readonly Turn[];
}

const NO_TURN: Turn = { role: 'user', blocks: [] };
const CONTINUE: Turn = { role: 'user', blocks: [{ type: 'text', text: 'Continue.' }] };

/** Any dialect's messages in the order the service demands: alternating, each call answered in the next turn. */
export function arrangeTurns(messages: readonly Message[], warnings: WarningList): ArrangedTurns {
  const turns = pairToolResults(mergeTurns(messages, warnings), warnings);
  const opened = turns[0]?.role === 'user' ? turns : [NO_TURN, ...turns];
  const closed = opened.at(-1)?.role === 'assistant' ? [...opened, continued(warnings)] : opened;
  const [first = NO_TURN, ...rest] = closed;
  return { first, rest };
}

function mergeTurns(messages: readonly Message[], warnings: WarningList): Turn[] {
  const turns: Turn[] = [];
  let isBegun = false;
  for (const { role, content } of messages) {
    if (role === 'system' && isBegun) {
      warnings.add('changed', 'messages', 'a system message in mid-conversation was sent as the user’s');
    }
    isBegun ||= role !== 'system';
    const spoken = role === 'assistant' ? 'assistant' : 'user';
    const blocks = content.filter((block) => !isBlank(block));
    if (blocks.length > 0) append(turns, { role: spoken, blocks });
  }
  return turns;
}

function append(turns: Turn[], turn: Turn): void {
  const last = turns.at(-1);
  if (last?.role !== turn.role) turns.push(turn);
  else turns[turns.length - 1] = { role: turn.role, blocks: joined(last.blocks, turn.blocks) };
}

function joined(earlier: readonly ContentBlock[], later: readonly ContentBlock[]): readonly ContentBlock[] {
  return [...earlier, ...later];
}

function continued(warnings: WarningList): Turn {
  warnings.add('changed', 'messages', 'the model cannot continue an assistant message; it was asked to');
  return CONTINUE;
}
