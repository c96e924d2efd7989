import { createAwsEventStreamDecoder } from '../../main/framing/aws-event-stream.ts';
import { headerText } from '../../main/framing/aws-frame-headers.ts';

const EVENT_STREAM_ZEROES = 2;

/** A stream for people: text as it is, AWS's frames by name and payload, anything else in hexadecimal lines. */
export function showStream(bytes: Uint8Array): string {
  if (bytes.subarray(0, EVENT_STREAM_ZEROES).every((byte) => byte === 0) && bytes.length > 0)
    return showFrames(bytes);
  const text = decodeText(bytes);
  if (text !== undefined) return text.trimEnd();
  const lines =
    Buffer.from(bytes)
      .toString('hex')
      .match(/.{1,96}/g) ?? [];
  return lines.join('\n');
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function showFrames(bytes: Uint8Array): string {
  const frames = createAwsEventStreamDecoder().push(bytes);
  return frames
    .map(({ headers, payload }) => {
      const name = headerText(headers, ':event-type') ?? headerText(headers, ':exception-type');
      return `${name} ${Buffer.from(payload).toString('utf8')}`;
    })
    .join('\n');
}
