/**
 * UTF-8 text from the base64 between two offsets, or undefined when it is not plain base64 with its padding (an
 * escaped slash, say): then the caller must parse it the slow way.
 */
export function decodeBase64Text(bytes: Uint8Array, from: number, to: number): string | undefined {
  const length = to - from;
  if (length % 4 !== 0) return undefined;
  const encoded = asBuffer(bytes).toString('latin1', from, to);
  const decoded = Buffer.from(encoded, 'base64');
  return decoded.length === decodedLength(encoded) ? decoded.toString('utf8') : undefined;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** UTF-8 text from base64 in a string. */
export function decodeBase64String(encoded: string): string {
  return Buffer.from(encoded, 'base64').toString('utf8');
}

/** Base64 of the UTF-8 bytes of a text. */
export function encodeBase64Text(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** What strict base64 of this length decodes to; the decoder passes over foreign characters and so yields less. */
function decodedLength(encoded: string): number {
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return (encoded.length / 4) * 3 - padding;
}
