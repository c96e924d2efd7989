import type { ToolMessage, WireMessage } from './wire-message.ts';

/**
 * Makes the history keep OpenAI's rule, which answers 400 otherwise: every call is answered by one `tool` message
 * before anything else, and every `tool` message answers a call. Missing results get a placeholder; results nobody
 * asked for become text.
 */
export function pairToolResults(messages: readonly WireMessage[]): WireMessage[] {
  const paired: WireMessage[] = [];
  const state: State = { paired, unanswered: new Set(), strays: [] };
  for (const message of messages) {
    if (message.role === 'tool') takeResult(state, message);
    else takeTurn(state, message);
  }
  settle(state);
  return paired;
}

interface State {
  readonly paired: WireMessage[];
  readonly unanswered: Set<string>;
  strays: ToolMessage[];
}

function takeTurn(state: State, message: WireMessage): void {
  settle(state);
  state.paired.push(message);
  if (message.role !== 'assistant') return;
  for (const call of message.tool_calls ?? []) state.unanswered.add(call.id);
}

function takeResult(state: State, message: ToolMessage): void {
  if (state.unanswered.delete(message.tool_call_id)) state.paired.push(message);
  else state.strays.push(message);
}

function settle(state: State): void {
  for (const id of state.unanswered)
    state.paired.push({ role: 'tool', tool_call_id: id, content: '(no result)' });
  for (const { tool_call_id: id, content } of state.strays) {
    state.paired.push({ role: 'user', content: `Result of tool call ${id}:\n\n${content}` });
  }
  state.unanswered.clear();
  state.strays = [];
}
