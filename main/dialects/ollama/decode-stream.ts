import { AppError } from '../../core/app-error.ts';
import type { ChatEvent, StopReason } from '../../core/chat-event.ts';
import type { EventDecoder } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { parseExactly } from '../../core/parse-exactly.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import type { Usage } from '../../core/usage.ts';
import { createLineDecoder } from '../../framing/lines.ts';
import { createGuardedDecoder } from '../openai-vocabulary/guarded-decoder.ts';
import { hashText } from '../openai-vocabulary/hash-text.ts';
import { decodeErrorLine } from './decode-error.ts';

/**
 * Bytes of a stream of `/api/chat` to events. Without a line that says `done` there is no finish, and the answer counts
 * as broken off.
 */
export function createOllamaDecoder(): EventDecoder<Uint8Array> {
  const lines = createLineDecoder();
  const reader = new LineReader();
  return createGuardedDecoder({
    push(bytes, out) {
      for (const line of lines.push(bytes)) reader.push(line, out);
    },
    end(out) {
      for (const line of lines.end()) reader.push(line, out);
    },
  });
}

type Kind = 'text' | 'thinking';

class LineReader {
  private isStarted = false;
  private isDone = false;
  private open: Kind | undefined;
  /** Index of the next block. */
  private next = 0;
  private calls = 0;
  /** What the ids of calls without one begin with. */
  private callPrefix = '';

  push(line: string, out: ChatEvent[]): void {
    if (this.isDone) return;
    const chunk = parseJsonObject(line);
    if (chunk === undefined) throw broken('Ollama sent a line that is not a JSON object.');
    if (chunk['error'] != null) throw decodeErrorLine(chunk);
    this.start(chunk, out);
    if (isJsonObject(chunk['message'])) this.takeMessage(chunk['message'], line, out);
    if (chunk['done'] === true) this.finish(chunk, out);
  }

  private start(chunk: JsonObject, out: ChatEvent[]): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.callPrefix = `call_${hashText(`${chunk['created_at']}`)}`;
    out.push({ type: 'start', dialect: 'ollama' });
  }

  private takeMessage(message: JsonObject, line: string, out: ChatEvent[]): void {
    const { thinking, content, tool_calls: calls } = message;
    if (typeof thinking === 'string' && thinking !== '') {
      this.enter('thinking', out);
      out.push({ type: 'thinking-delta', index: this.next - 1, thinking });
    }
    if (typeof content === 'string' && content !== '') {
      this.enter('text', out);
      out.push({ type: 'text-delta', index: this.next - 1, text: content });
    }
    if (Array.isArray(calls) && calls.length > 0) this.takeCalls(line, out);
  }

  /** Read once more, since arguments must keep every digit. */
  private takeCalls(line: string, out: ChatEvent[]): void {
    const chunk = parseExactly(line);
    const message = isJsonObject(chunk) && isJsonObject(chunk['message']) ? chunk['message'] : {};
    const { tool_calls: calls } = message;
    if (Array.isArray(calls)) for (const call of calls) if (isJsonObject(call)) this.takeCall(call, out);
  }

  private enter(kind: Kind, out: ChatEvent[]): void {
    if (this.open === kind) return;
    this.leave(out);
    this.open = kind;
    const block =
      kind === 'text'
        ? ({ type: 'text', text: '' } as const)
        : ({ type: 'thinking', thinking: '', signature: '' } as const);
    out.push({ type: 'block-start', index: this.next, block });
    this.next += 1;
  }

  private leave(out: ChatEvent[]): void {
    if (this.open !== undefined) out.push({ type: 'block-stop', index: this.next - 1 });
    this.open = undefined;
  }

  private takeCall(call: JsonObject, out: ChatEvent[]): void {
    const called = isJsonObject(call['function']) ? call['function'] : {};
    const { name, arguments: args } = called;
    if (typeof name !== 'string' || name === '') throw broken('Ollama sent a tool call without a name.');
    this.leave(out);
    const id =
      typeof call['id'] === 'string' && call['id'] !== '' ? call['id'] : `${this.callPrefix}${this.calls}`;
    const index = this.next;
    out.push({ type: 'block-start', index, block: { type: 'tool-use', id, name } });
    out.push({
      type: 'arguments-delta',
      index,
      json: typeof args === 'string' ? args : stringifyJson(args ?? {}),
    });
    out.push({ type: 'block-stop', index });
    this.next += 1;
    this.calls += 1;
  }

  private finish(chunk: JsonObject, out: ChatEvent[]): void {
    this.leave(out);
    this.isDone = true;
    out.push({
      type: 'finish',
      stopReason: this.stopReason(chunk['done_reason']),
      usage: decodeUsage(chunk),
    });
  }

  /** `stop` is said of tool calls too. */
  private stopReason(reason: unknown): StopReason {
    if (reason === 'length') return 'max_tokens';
    if (this.calls > 0) return 'tool_use';
    return reason === 'stop' || reason === undefined ? 'end_turn' : 'other';
  }
}

/** What was read from the server's own cache may be missing from its count. */
function decodeUsage(chunk: JsonObject): Usage {
  return { inputTokens: count(chunk['prompt_eval_count']), outputTokens: count(chunk['eval_count']) };
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function broken(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}
