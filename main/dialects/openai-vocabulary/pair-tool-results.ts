import type { ContentBlock, ToolResultBlock, ToolUseBlock } from '../../core/chat-block.ts';
import { isBlank } from './is-blank.ts';
import { toToolId } from './tool-id.ts';
import type { WarningList } from './warning-list.ts';

/** Consecutive messages of one role. */
export interface Turn {
  readonly role: 'user' | 'assistant' | 'system';
  readonly blocks: readonly ContentBlock[];
}

/**
 * Puts the results of every call first in the user turn right after it, one each and in the calls' order, as Claude
 * demands. A call nobody answered gets an error in place of its result; a result nobody asked for becomes text.
 */
export function pairToolResults(turns: readonly Turn[], warnings: WarningList): readonly Turn[] {
  const { results, surplus } = matchResults(turns, warnings);
  const placed = new Set([...results.values(), ...surplus]);
  const ids = new Set<string>();
  const paired: Turn[] = [];
  for (const turn of turns) {
    if (turn.role === 'assistant') {
      // A user turn that held nothing but surplus results is gone: the answers around it are one turn now.
      for (const next of answer(turn, { results, ids, warnings })) append(paired, next);
    } else append(paired, { role: turn.role, blocks: withoutResults(turn.blocks, placed, warnings) });
  }
  return paired;
}

type Results = ReadonlyMap<ToolUseBlock, ToolResultBlock>;

interface Matched {
  readonly results: Results;
  readonly surplus: readonly ToolResultBlock[];
}

/** Each call with the first result that names its id before the id is used again. */
function matchResults(turns: readonly Turn[], warnings: WarningList): Matched {
  const surplus: ToolResultBlock[] = [];
  const open = new Map<string, ToolUseBlock>();
  const results = new Map<ToolUseBlock, ToolResultBlock>();
  for (const block of turns.flatMap((turn) => turn.blocks)) {
    if (block.type === 'tool-use') open.set(block.id, block);
    if (block.type !== 'tool-result') continue;
    const call = open.get(block.toolUseId);
    if (call === undefined) continue;
    if (results.has(call)) surplus.push(block);
    else results.set(call, block);
  }
  if (surplus.length > 0) warnings.add('dropped', 'messages', 'a second result of the same tool call');
  return { results, surplus };
}

interface Pairing {
  readonly results: Results;
  /** Ids used so far: they are unique in a conversation. */
  readonly ids: Set<string>;
  readonly warnings: WarningList;
}

/** The assistant's turn, and the user turn its calls ask for. */
function answer(turn: Turn, pairing: Pairing): readonly Turn[] {
  const results: ContentBlock[] = [];
  const blocks = turn.blocks.map((block) => {
    if (block.type !== 'tool-use') return block;
    const id = uniqueId(toToolId(block.id), pairing.ids);
    results.push(resultFor(pairing, block, id));
    return id === block.id ? block : { ...block, id, source: undefined };
  });
  const assistant: Turn = { role: 'assistant', blocks };
  return results.length === 0 ? [assistant] : [assistant, { role: 'user', blocks: results }];
}

function resultFor(pairing: Pairing, call: ToolUseBlock, id: string): ToolResultBlock {
  const result = pairing.results.get(call);
  if (result !== undefined)
    return id === result.toolUseId ? result : { ...result, toolUseId: id, source: undefined };
  pairing.warnings.add(
    'changed',
    'messages',
    'a tool call without a result was given an error as its result',
  );
  const note: ContentBlock = { type: 'text', text: 'The client sent no result for this call.' };
  return { type: 'tool-result', toolUseId: id, content: [note], isError: true };
}

function uniqueId(id: string, used: Set<string>): string {
  let unique = id;
  for (let n = 2; used.has(unique); n += 1) unique = `${id.slice(0, 56)}_${n}`;
  used.add(unique);
  return unique;
}

function withoutResults(
  blocks: readonly ContentBlock[],
  placed: ReadonlySet<ToolResultBlock>,
  warnings: WarningList,
): readonly ContentBlock[] {
  return blocks.flatMap((block) => {
    if (block.type !== 'tool-result') return [block];
    if (placed.has(block)) return [];
    warnings.add('changed', 'messages', 'a tool result without its call was sent as text');
    return asText(block);
  });
}

function asText(result: ToolResultBlock): readonly ContentBlock[] {
  const text = `Result of the tool call ${result.toolUseId}:`;
  const content = result.content.filter((block) => !isBlank(block));
  return [{ type: 'text', text, cache: result.cache }, ...content];
}

function append(turns: Turn[], turn: Turn): void {
  if (turn.blocks.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === turn.role)
    turns[turns.length - 1] = { role: turn.role, blocks: [...last.blocks, ...turn.blocks] };
  else turns.push(turn);
}
