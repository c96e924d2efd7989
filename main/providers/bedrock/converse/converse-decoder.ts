import type { AppError } from '../../../core/app-error.ts';
import type { ChatEvent } from '../../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../../core/codec.ts';
import { readConverseEvent } from '../../../dialects/bedrock-converse/converse-event.ts';
import { createFrameDecoder } from '../../../dialects/bedrock-converse/decode-frames.ts';
import { decodeConverseAnswer } from '../../../dialects/bedrock-converse/decode-stream.ts';
import type { AwsFrame } from '../../../framing/aws-event-stream.ts';
import type { BedrockFault } from '../faults/bedrock-fault.ts';
import { decodeFaultFrame } from '../faults/decode-fault.ts';
import { explainFault, type FaultPlace } from '../faults/explain-fault.ts';

/** Where an answer comes from, for the words of its errors. */
export interface AnswerOrigin {
  readonly place: FaultPlace;
  readonly requestId: string | undefined;
}

const utf8 = new TextDecoder();

/** The JSON text of an event, or the fault in an exception frame. */
export function readConverseFrame(frame: AwsFrame): string | BedrockFault {
  return readConverseEvent(frame)?.json ?? decodeFaultFrame(frame, utf8.decode(frame.payload));
}

/** Bytes of `converse-stream` to events. */
export function createConverseStreamDecoder(
  restore: Restore,
  { place, requestId }: AnswerOrigin,
): EventDecoder<Uint8Array> {
  const explain = (frame: AwsFrame): AppError =>
    explainFault({ requestId, ...decodeFaultFrame(frame, utf8.decode(frame.payload)) }, place);
  return createFrameDecoder(restore, explain);
}

/** Bytes of `converse`, one JSON body, to the events of a stream: they come when the body is whole. */
export function createConverseBodyDecoder(restore: Restore): EventDecoder<Uint8Array> {
  const chunks: Uint8Array[] = [];
  return {
    push(bytes): ChatEvent[] {
      // The chunk is valid only for as long as this call.
      chunks.push(Uint8Array.from(bytes));
      return [];
    },
    end: () => decodeConverseAnswer(Buffer.concat(chunks).toString('utf8'), restore),
  };
}
