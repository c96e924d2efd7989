import { AppError } from '../../../core/app-error.ts';
import type { ChatEvent } from '../../../core/chat-event.ts';
import type { EventDecoder } from '../../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../../core/json.ts';
import type { Usage } from '../../../core/usage.ts';
import { createLineDecoder } from '../../../framing/lines.ts';
import { createGuardedDecoder, type StreamReader } from '../../openai-vocabulary/guarded-decoder.ts';

/**
 * What the command line prints with `--output-format stream-json`, one JSON object a line: `system`, `user`,
 * `assistant` with a piece of the answer, `tool_call` of its own tools, and last a `result`.
 */
export function createAgentDecoder(): EventDecoder<Uint8Array> {
  return createGuardedDecoder(new LineReader());
}

class LineReader implements StreamReader<Uint8Array> {
  private readonly lines = createLineDecoder();
  private shown = '';
  private isStarted = false;
  private isDone = false;

  push(bytes: Uint8Array, out: ChatEvent[]): void {
    for (const line of this.lines.push(bytes)) this.takeLine(line, out);
  }

  end(out: ChatEvent[]): void {
    for (const line of this.lines.end()) this.takeLine(line, out);
    if (!this.isDone) throw broken('The command line ended without a result.');
  }

  private takeLine(line: string, out: ChatEvent[]): void {
    if (this.isDone) return;
    const event = parseJsonObject(line);
    if (event === undefined) throw broken(`The command line printed what is no event: ${line.slice(0, 200)}`);
    const { type } = event;
    if (type === 'assistant') this.show(textOf(event['message']), out);
    else if (type === 'result') this.finish(event, out);
    else this.start(event, out);
  }

  private start(event: JsonObject, out: ChatEvent[]): void {
    if (this.isStarted) return;
    this.isStarted = true;
    const id = event['session_id'];
    out.push({ type: 'start', dialect: 'cursor', id: typeof id === 'string' ? id : undefined });
  }

  private show(text: string, out: ChatEvent[]): void {
    this.start({}, out);
    if (text === '') return;
    if (this.shown === '') out.push({ type: 'block-start', index: 0, block: { type: 'text', text: '' } });
    this.shown += text;
    out.push({ type: 'text-delta', index: 0, text });
  }

  /** The result repeats the answer; of one that was not printed before, it is all there is. */
  private finish(event: JsonObject, out: ChatEvent[]): void {
    const result = typeof event['result'] === 'string' ? event['result'] : '';
    if (event['is_error'] === true)
      throw broken(result.slice(0, 2000) || 'The command line reported an error.');
    if (this.shown === '') this.show(result, out);
    this.start(event, out);
    if (this.shown !== '') out.push({ type: 'block-stop', index: 0 });
    out.push({ type: 'finish', stopReason: 'end_turn', usage: usageOf(event['usage']) });
    this.isDone = true;
  }
}

function textOf(message: unknown): string {
  const content = isJsonObject(message) ? message['content'] : undefined;
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => (isJsonObject(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

/** Newer versions count; older ones do not. */
function usageOf(value: unknown): Usage {
  if (!isJsonObject(value)) return {};
  const count = (name: string) => (typeof value[name] === 'number' ? Number(value[name]) : undefined);
  return {
    inputTokens: count('inputTokens'),
    outputTokens: count('outputTokens'),
    cacheReadTokens: count('cacheReadTokens'),
    cacheWriteTokens: count('cacheWriteTokens'),
  };
}

function broken(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}
