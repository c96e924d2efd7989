import { type AppError, toAppError } from '../../../core/app-error.ts';
import type { ChatEvent } from '../../../core/chat-event.ts';
import type { EventDecoder } from '../../../core/codec.ts';
import { type AwsFrame, createAwsEventStreamDecoder } from '../../../framing/aws-event-stream.ts';
import { decodeInBandFault } from '../faults/decode-fault.ts';
import { explainFault, type FaultPlace } from '../faults/explain-fault.ts';
import { decodeFrame } from './decode-frame.ts';

export interface StreamDecoderOptions {
  /** Reads the JSON text of Anthropic's stream events. */
  readonly events: EventDecoder<string>;
  readonly place: FaultPlace;
  readonly requestId?: string;
}

/** Bytes of `invoke-with-response-stream` to events. Faults and damage become one error event, after what came before. */
export function createStreamDecoder(options: StreamDecoderOptions): EventDecoder<Uint8Array> {
  return new StreamDecoder(options);
}

class StreamDecoder implements EventDecoder<Uint8Array> {
  readonly #options: StreamDecoderOptions;
  readonly #framing = createAwsEventStreamDecoder();
  #failed = false;

  constructor(options: StreamDecoderOptions) {
    this.#options = options;
  }

  push(bytes: Uint8Array): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (this.#failed) return events;
    try {
      this.#takeAll(this.#framing.push(bytes), events);
      const { failure } = this.#framing;
      if (failure !== undefined && !this.#failed) this.#fail(failure, events);
    } catch (error) {
      this.#fail(toAppError(error), events);
    }
    return events;
  }

  end(): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (this.#failed) return events;
    try {
      this.#framing.end();
      events.push(...this.#options.events.end());
    } catch (error) {
      this.#fail(toAppError(error), events);
    }
    return events;
  }

  #takeAll(frames: readonly AwsFrame[], events: ChatEvent[]): void {
    for (const frame of frames) {
      this.#take(frame, events);
      if (this.#failed) return;
    }
  }

  #take(frame: AwsFrame, events: ChatEvent[]): void {
    const content = decodeFrame(frame);
    if (content === undefined) return;
    if (typeof content !== 'string') {
      this.#fail(explain(content, this.#options), events);
      return;
    }
    for (const event of this.#options.events.push(content)) {
      if (event.type === 'error') this.#fail(inBandError(content, event.error, this.#options), events);
      else events.push(event);
    }
  }

  #fail(error: AppError, events: ChatEvent[]): void {
    this.#failed = true;
    events.push({ type: 'error', error });
  }
}

function explain(
  fault: Parameters<typeof explainFault>[0],
  { place, requestId }: Pick<StreamDecoderOptions, 'place' | 'requestId'>,
): AppError {
  return explainFault({ requestId, ...fault }, place);
}

/** An error event of Anthropic's in our words; anything else the event decoder refused stays as it is. */
export function inBandError(
  text: string,
  error: AppError,
  options: Pick<StreamDecoderOptions, 'place' | 'requestId'>,
): AppError {
  const fault = decodeInBandFault(text);
  return fault === undefined ? error : explain(fault, options);
}
