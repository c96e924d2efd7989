import { HeaderMarshaller, type MessageHeaders } from '@smithy/eventstream-codec';

/** Headers of one frame by their (case-sensitive) name. */
export type AwsFrameHeaders = MessageHeaders;

const toText = new TextDecoder('utf-8', { fatal: true });
const marshaller = new HeaderMarshaller(
  (bytes) => (typeof bytes === 'string' ? bytes : toText.decode(bytes)),
  (text) => new TextEncoder().encode(text),
);

/**
 * Reads a header block, which must be a buffer of its own so that a false length cannot reach beyond it.
 * @throws Error when the block is malformed or names a header twice.
 */
export function parseFrameHeaders(block: Uint8Array<ArrayBuffer>): AwsFrameHeaders {
  const view = new DataView(block.buffer);
  const headers = marshaller.parse(view);
  // The library keeps the last of two equal names; two readings of one frame must not be possible.
  if (Object.keys(headers).length !== countHeaders(view)) throw new Error('a header is named twice');
  return headers;
}

const FIXED_VALUE_BYTES = [0, 0, 1, 2, 4, 8, undefined, undefined, 8, 16];

function countHeaders(view: DataView): number {
  let count = 0;
  let position = 0;
  while (position < view.byteLength) {
    position += 1 + view.getUint8(position);
    const type = view.getUint8(position);
    position += 1;
    position += FIXED_VALUE_BYTES[type] ?? 2 + view.getUint16(position);
    count += 1;
  }
  if (position !== view.byteLength) throw new Error('a header reaches beyond its block');
  return count;
}

/** The text of a header, or undefined when it is absent or no string. */
export function headerText(headers: AwsFrameHeaders, name: string): string | undefined {
  const header = headers[name];
  return header?.type === 'string' ? header.value : undefined;
}
