import type { JsonObject } from '../../core/json.ts';

/**
 * Makes the history keep OpenAI's rules, which answers 400 otherwise: every call has its output before the user speaks
 * again, every output has its call, and reasoning is followed by what it was about. Missing outputs get a placeholder;
 * outputs nobody asked for become text.
 */
export function arrangeItems(items: readonly JsonObject[]): JsonObject[] {
  const state: State = { arranged: [], unanswered: new Map(), strays: [] };
  for (const [i, item] of items.entries()) {
    const type = String(item['type']);
    if (type === 'reasoning' && !isAnswer(items[i + 1])) continue;
    if (type.endsWith('_output')) takeOutput(state, item);
    else takeItem(state, item, type);
  }
  settle(state);
  return state.arranged;
}

interface State {
  readonly arranged: JsonObject[];
  /** Call id -> type of the output it waits for. */
  readonly unanswered: Map<unknown, string>;
  strays: JsonObject[];
}

function isAnswer(item: JsonObject | undefined): boolean {
  if (item === undefined) return false;
  const type = String(item['type']);
  if (type === 'message') return item['role'] === 'assistant';
  return type === 'reasoning' || type.endsWith('_call');
}

function takeOutput(state: State, item: JsonObject): void {
  if (state.unanswered.delete(item['call_id'])) state.arranged.push(item);
  else state.strays.push(item);
}

function takeItem(state: State, item: JsonObject, type: string): void {
  if (!isAnswer(item)) settle(state);
  state.arranged.push(item);
  if (type === 'function_call' || type === 'custom_tool_call') {
    state.unanswered.set(item['call_id'], `${type}_output`);
  }
}

function settle(state: State): void {
  for (const [call_id, type] of state.unanswered) {
    state.arranged.push({ type, call_id, output: '(no result)' });
  }
  for (const { call_id: id, output } of state.strays) {
    const note = { type: 'input_text', text: `Result of tool call ${id}:` };
    const parts = Array.isArray(output) ? output : [{ type: 'input_text', text: String(output) }];
    state.arranged.push({ type: 'message', role: 'user', content: [note, ...parts] });
  }
  state.unanswered.clear();
  state.strays = [];
}
