import type { AwsFrame } from '../../framing/aws-event-stream.ts';
import { headerText } from '../../framing/aws-frame-headers.ts';

/** One event of a ConverseStream. */
export interface ConverseEvent {
  /** `messageStart`, `contentBlockDelta`, … */
  readonly name: string;
  /** The JSON text of its payload. */
  readonly json: string;
}

const toText = new TextDecoder();

/** The event in a frame; undefined for an exception or an error. */
export function readConverseEvent({ headers, payload }: AwsFrame): ConverseEvent | undefined {
  if (headerText(headers, ':message-type') !== 'event') return undefined;
  return { name: headerText(headers, ':event-type') ?? '', json: toText.decode(payload) };
}
