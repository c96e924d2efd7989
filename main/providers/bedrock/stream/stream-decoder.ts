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
  const framing = createAwsEventStreamDecoder();
  let failed = false;

  function fail(error: AppError, events: ChatEvent[]): void {
    failed = true;
    events.push({ type: 'error', error });
  }

  function take(frame: AwsFrame, events: ChatEvent[]): void {
    const content = decodeFrame(frame);
    if (content === undefined) return;
    if (typeof content !== 'string') {
      fail(explain(content, options), events);
      return;
    }
    for (const event of options.events.push(content)) {
      if (event.type === 'error') fail(inBandError(content, event.error, options), events);
      else events.push(event);
    }
  }

  return {
    push(bytes) {
      const events: ChatEvent[] = [];
      if (failed) return events;
      try {
        for (const frame of framing.push(bytes)) {
          take(frame, events);
          if (failed) return events;
        }
        if (framing.failure !== undefined) fail(framing.failure, events);
      } catch (error) {
        fail(toAppError(error), events);
      }
      return events;
    },
    end() {
      const events: ChatEvent[] = [];
      if (failed) return events;
      try {
        framing.end();
        events.push(...options.events.end());
      } catch (error) {
        fail(toAppError(error), events);
      }
      return events;
    },
  };
}

function explain(
  fault: Parameters<typeof explainFault>[0],
  { place, requestId }: StreamDecoderOptions,
): AppError {
  return explainFault({ requestId, ...fault }, place);
}

/** An error event of Anthropic's in our words; anything else the event decoder refused stays as it is. */
function inBandError(text: string, error: AppError, options: StreamDecoderOptions): AppError {
  const fault = decodeInBandFault(text);
  return fault === undefined ? error : explain(fault, options);
}
