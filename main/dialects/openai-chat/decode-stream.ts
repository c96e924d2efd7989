import { AppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { mergeUsage, type Usage } from '../../core/usage.ts';
import { BlockQueue } from '../openai-vocabulary/block-queue.ts';
import { createGuardedDecoder, type StreamReader } from '../openai-vocabulary/guarded-decoder.ts';
import { CallFragments } from './call-fragments.ts';
import { decodeErrorRecord } from './decode-error.ts';
import { decodeFinishReason, isFailedFinish } from './finish-reason.ts';
import { ReasoningFragments } from './reasoning-fragments.ts';
import { decodeUsage } from './usage.ts';

/**
 * Data of the records of one stream to events. The finish waits for the usage record, `[DONE]` or the end, whichever
 * is first; without a `finish_reason` there is none, and the answer counts as broken off.
 */
export function createOpenaiChatDecoder(restore: Restore): EventDecoder<string> {
  return createGuardedDecoder(new ChunkReader(restore));
}

class ChunkReader implements StreamReader<string> {
  private readonly queue = new BlockQueue();
  private readonly reasoning = new ReasoningFragments(this.queue);
  private readonly calls: CallFragments;
  private isStarted = false;
  private usage: Usage | undefined;
  private finishReason: string | undefined;
  private refusal = '';

  constructor(restore: Restore) {
    this.calls = new CallFragments(this.queue, restore);
  }

  push(data: string, out: ChatEvent[]): void {
    if (data.startsWith('[DONE]')) {
      this.end(out);
      return;
    }
    const chunk = parseJsonObject(data);
    if (chunk === undefined) throw broken('The provider sent a record that is not a JSON object.');
    if (isError(chunk)) throw decodeErrorRecord(chunk);
    const { choices } = chunk;
    // Neither content nor counts: a sign of life at most.
    if (choices === undefined && chunk['usage'] == null) return;
    this.start(chunk, out);
    const choice = Array.isArray(choices) ? choices.find(isFirst) : undefined;
    if (choice !== undefined) this.takeChoice(choice, out);
    this.takeUsage(chunk['usage'], out);
  }

  end(out: ChatEvent[]): void {
    if (this.finishReason === undefined) return;
    this.calls.finish(out);
    if (!this.queue.closeAll(out)) throw broken('The provider sent a tool call without a name.');
    const stopReason = decodeFinishReason(this.finishReason, this.calls.count > 0);
    const isRefusal = this.refusal !== '';
    out.push({
      type: 'finish',
      stopReason: isRefusal ? 'refusal' : stopReason,
      usage: this.usage ?? {},
      detail: isRefusal ? this.refusal : undefined,
    });
  }

  private start(chunk: JsonObject, out: ChatEvent[]): void {
    if (this.isStarted) return;
    this.isStarted = true;
    const id = typeof chunk['id'] === 'string' ? chunk['id'] : undefined;
    this.calls.answerId = id ?? '';
    out.push({ type: 'start', dialect: 'openai-chat', id });
  }

  private takeChoice(choice: JsonObject, out: ChatEvent[]): void {
    if (isJsonObject(choice['delta'])) this.takeDelta(choice['delta'], out);
    const reason = choice['finish_reason'];
    if (typeof reason !== 'string' || reason === '') return;
    if (isFailedFinish(reason)) throw broken(`The provider broke the answer off (${reason}).`);
    this.finishReason = reason;
  }

  private takeDelta(delta: JsonObject, out: ChatEvent[]): void {
    this.reasoning.push(delta, out);
    const text = textOf(delta['content']);
    if (text !== '') this.takeText(text, out);
    if (typeof delta['refusal'] === 'string') this.refusal += delta['refusal'];
    const calls = delta['tool_calls'];
    if (Array.isArray(calls)) for (const call of calls) if (isJsonObject(call)) this.calls.push(call, out);
    const call = delta['function_call'];
    // The deprecated single call, under an index of its own.
    if (isJsonObject(call)) this.calls.push({ index: -1, function: call }, out);
    passUnknown(delta, out);
  }

  private takeText(text: string, out: ChatEvent[]): void {
    let block = this.queue.last;
    if (block?.start?.type !== 'text') {
      block = { start: { type: 'text', text: '' }, held: [], index: -1, isComplete: () => true };
      this.queue.begin(block, out);
    }
    this.queue.add(block, { type: 'text-delta', text }, out);
  }

  private takeUsage(usage: unknown, out: ChatEvent[]): void {
    if (!isJsonObject(usage)) return;
    this.usage = mergeUsage(this.usage, decodeUsage(usage));
    if (this.finishReason === undefined) out.push({ type: 'usage-update', usage: this.usage });
    else this.end(out);
  }
}

const KNOWN: ReadonlySet<string> = new Set([
  'role',
  'content',
  'refusal',
  'tool_calls',
  'function_call',
  'reasoning',
  'reasoning_content',
  'reasoning_details',
]);

/** Members of a delta the hub has no name for, such as annotations, for a client of the same dialect. */
function passUnknown(delta: JsonObject, out: ChatEvent[]): void {
  let unknown: { [key: string]: unknown } | undefined;
  for (const key in delta) {
    if (KNOWN.has(key) || delta[key] == null) continue;
    unknown ??= {};
    unknown[key] = delta[key];
  }
  if (unknown !== undefined)
    out.push({ type: 'opaque-event', name: 'delta', source: JSON.stringify(unknown) });
}

/** Servers end a failed stream with all kinds of records; none of them has choices. */
function isError(chunk: JsonObject): boolean {
  if (chunk['error'] != null) return true;
  return chunk['choices'] === undefined && (chunk['message'] != null || chunk['detail'] != null);
}

/** Only one answer was asked for. */
function isFirst(choice: unknown): choice is JsonObject {
  return isJsonObject(choice) && (choice['index'] ?? 0) === 0;
}

/** A string, or the list of parts some servers send. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => (isJsonObject(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

function broken(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}
