import { createAwsEventStreamDecoder } from '../../main/framing/aws-event-stream.ts';
import { headerText } from '../../main/framing/aws-frame-headers.ts';
import { readFrames } from './proto-notation.ts';

/** A stream for people: text as it is, AWS's frames by name and payload, Connect's frames in notation. @throws Error */
export function showStream(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  if (text !== undefined && !text.includes('\0')) return text.trimEnd();
  const frames = readFrames(bytes);
  return frames === undefined
    ? showAwsFrames(bytes)
    : frames.map((frame) => JSON.stringify(frame)).join('\n');
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function showAwsFrames(bytes: Uint8Array): string {
  const frames = createAwsEventStreamDecoder().push(bytes);
  return frames
    .map(({ headers, payload }) => {
      const name = headerText(headers, ':event-type') ?? headerText(headers, ':exception-type');
      return `${name} ${Buffer.from(payload).toString('utf8')}`;
    })
    .join('\n');
}
