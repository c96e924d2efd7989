import { AppError } from '../../core/app-error.ts';
import type { ChatEvent, StopReason } from '../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { BlockQueue } from '../openai-vocabulary/block-queue.ts';
import { createGuardedDecoder, type StreamReader } from '../openai-vocabulary/guarded-decoder.ts';
import { decodeErrorRecord } from './decode-error.ts';
import { UpstreamItems } from './upstream-items.ts';
import { decodeUsage } from './usage.ts';

/**
 * Data of the records of one stream to events. Without `response.completed` or `response.incomplete` there is no
 * finish, and the answer counts as broken off.
 */
export function createResponsesDecoder(restore: Restore): EventDecoder<string> {
  return createGuardedDecoder(new RecordReader(restore));
}

class RecordReader implements StreamReader<string> {
  readonly #queue = new BlockQueue();
  readonly #items: UpstreamItems;
  #isStarted = false;

  constructor(restore: Restore) {
    this.#items = new UpstreamItems({ queue: this.#queue, restore });
  }

  push(data: string, out: ChatEvent[]): void {
    // Not OpenAI's, but many servers end every stream with it.
    if (data.startsWith('[DONE]')) return;
    const event = parseJsonObject(data);
    if (event === undefined) throw broken('The provider sent a record that is not a JSON object.');
    const { type, response } = event;
    if (type === 'error' || type === 'response.failed' || (type === undefined && event['error'] != null)) {
      throw decodeErrorRecord(isJsonObject(response) ? response : event);
    }
    if (typeof type !== 'string' || !type.startsWith('response.')) return;
    this.#start(response, out);
    if (LIFECYCLE.has(type)) {
      if (isJsonObject(response)) this.#settle(type, response, out);
      return;
    }
    this.#items.take(type, event, out);
  }

  /** Whatever is still owed belongs to the record that did not come. */
  end(): void {}

  #start(response: unknown, out: ChatEvent[]): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const id = isJsonObject(response) ? response['id'] : undefined;
    out.push({ type: 'start', dialect: 'openai-responses', id: typeof id === 'string' ? id : undefined });
  }

  #settle(type: string, response: JsonObject, out: ChatEvent[]): void {
    if (type === 'response.cancelled') throw broken('The provider cancelled the answer.');
    if (type !== 'response.completed' && type !== 'response.incomplete') return;
    this.#items.complete(response['output'], out);
    if (!this.#queue.closeAll(out)) throw broken('The provider sent a tool call without a name.');
    const { refusal } = this.#items;
    const { usage } = response;
    out.push({
      type: 'finish',
      stopReason: refusal === '' ? this.#stopReason(type, response) : 'refusal',
      usage: isJsonObject(usage) ? decodeUsage(usage) : {},
      detail: refusal === '' ? undefined : refusal,
    });
  }

  #stopReason(type: string, response: JsonObject): StopReason {
    if (type === 'response.completed') return this.#items.hasCalls ? 'tool_use' : 'end_turn';
    const details = response['incomplete_details'];
    const reason = isJsonObject(details) ? details['reason'] : undefined;
    if (reason === 'content_filter') return 'content_filter';
    return reason === 'max_output_tokens' ? 'max_tokens' : 'other';
  }
}

const LIFECYCLE: ReadonlySet<string> = new Set([
  'response.created',
  'response.queued',
  'response.in_progress',
  'response.completed',
  'response.incomplete',
  'response.cancelled',
]);

function broken(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}
