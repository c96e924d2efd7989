import { AppError } from '../../core/app-error.ts';
import type { ChatEvent, StopReason } from '../../core/chat-event.ts';
import type { Restore } from '../../core/codec.ts';
import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { mergeUsage, type Usage } from '../../core/usage.ts';
import type { AwsFrame } from '../../framing/aws-event-stream.ts';
import { headerText } from '../../framing/aws-frame-headers.ts';
import { BlockQueue, type QueuedBlock } from '../openai-vocabulary/block-queue.ts';
import { CallPieces } from './call-pieces.ts';
import { decodeFault, decodeStreamFault } from './decode-error.ts';
import { decodeUsage } from './usage.ts';

/** One event with its payload, and the payload's own text. */
interface WireEvent {
  readonly type: string;
  readonly payload: JsonObject;
  readonly source: string;
}

const utf8 = new TextDecoder();

/** Without one of these a stream broke off: a model that has nothing to say is still counted. */
const ANSWERS: ReadonlySet<string> = new Set([
  'assistantResponseEvent',
  'reasoningContentEvent',
  'toolUseEvent',
  'codeEvent',
  'metadataEvent',
]);

/** Frames of one answer to events. */
export class EventReader {
  private readonly queue = new BlockQueue();
  private readonly calls: CallPieces;
  private isStarted = false;
  private hasAnswered = false;
  private usage: Usage | undefined;

  constructor(restore: Restore) {
    this.calls = new CallPieces(this.queue, restore);
  }

  /** @throws AppError for an exception, an error, or what is no event */
  push(frame: AwsFrame, out: ChatEvent[]): void {
    const source = utf8.decode(frame.payload);
    if (headerText(frame.headers, ':message-type') !== 'event')
      throw decodeStreamFault(frame.headers, source);
    const type = headerText(frame.headers, ':event-type') ?? '';
    if (type === 'initial-response') return;
    const payload = source === '' ? {} : parseJsonObject(source);
    if (payload === undefined) throw broken(`Kiro sent a ${type} that is not a JSON object.`);
    this.start(type, payload, out);
    this.take({ type, payload, source }, out);
  }

  /** The service never says why it stopped. @throws AppError when there was no answer */
  finish(out: ChatEvent[]): void {
    if (!this.hasAnswered) throw broken('Kiro’s stream ended without an answer.');
    if (!this.queue.closeAll(out)) throw broken('Kiro sent a tool call without a name.');
    out.push({ type: 'finish', stopReason: this.stopReason(), usage: this.usage ?? {} });
  }

  /** A call that breaks off is how a token limit shows. */
  private stopReason(): StopReason {
    if (this.calls.count === 0) return 'end_turn';
    return this.calls.areComplete ? 'tool_use' : 'max_tokens';
  }

  private start(type: string, payload: JsonObject, out: ChatEvent[]): void {
    if (this.isStarted) return;
    this.isStarted = true;
    const id = type === 'messageMetadataEvent' ? textOf(payload['utteranceId']) : '';
    out.push({ type: 'start', dialect: 'kiro', id: id === '' ? undefined : id });
  }

  private take(event: WireEvent, out: ChatEvent[]): void {
    const { type, payload, source } = event;
    this.hasAnswered ||= ANSWERS.has(type);
    if (type === 'assistantResponseEvent') this.takeText(textOf(payload['content']), source, out);
    else if (type === 'toolUseEvent') this.calls.push(payload, out);
    else if (type === 'reasoningContentEvent') this.takeReasoning(event, out);
    else if (type === 'codeEvent') this.takeText(textOf(payload['content']), undefined, out);
    else if (type === 'metadataEvent') this.takeUsage(payload, out);
    else if (type === 'invalidStateEvent' || type === 'error') throw decodeFault(payload);
    else out.push({ type: 'opaque-event', name: type, source });
  }

  private takeText(text: string, source: string | undefined, out: ChatEvent[]): void {
    if (text === '') return;
    let block = this.queue.last;
    if (block?.start?.type !== 'text') {
      block = wholeBlock({ type: 'text', text: '' });
      this.queue.begin(block, out);
    }
    this.queue.add(block, { type: 'text-delta', text, source }, out);
  }

  private takeReasoning({ payload, source }: WireEvent, out: ChatEvent[]): void {
    const redacted = textOf(payload['redactedContent']);
    if (redacted !== '') {
      this.queue.begin(wholeBlock({ type: 'redacted-thinking', data: redacted }), out);
      return;
    }
    const thinking = textOf(payload['text']);
    const signature = textOf(payload['signature']);
    if (thinking === '' && signature === '') return;
    let block = this.queue.last;
    if (block?.start?.type !== 'thinking') {
      block = wholeBlock({ type: 'thinking', thinking: '', signature: '' });
      this.queue.begin(block, out);
    }
    const isOne = thinking === '' || signature === '';
    const own = isOne ? source : undefined;
    if (thinking !== '') this.queue.add(block, { type: 'thinking-delta', thinking, source: own }, out);
    if (signature !== '') this.queue.add(block, { type: 'signature-delta', signature, source: own }, out);
  }

  private takeUsage(payload: JsonObject, out: ChatEvent[]): void {
    const usage = decodeUsage(payload);
    if (usage === undefined) return;
    this.usage = mergeUsage(this.usage, usage);
    out.push({ type: 'usage-update', usage: this.usage });
  }
}

/** A block that may be closed whenever another begins. */
function wholeBlock(start: NonNullable<QueuedBlock['start']>): QueuedBlock {
  return { start, held: [], index: -1, isComplete: () => true };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function broken(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}
