/** How a file's first bytes look in base64: PNG, JPEG, GIF87a/89a and PDF signatures. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGODdh', 'image/gif'],
  ['R0lGODlh', 'image/gif'],
  ['JVBERi0', 'application/pdf'],
];

/** The media type the bytes themselves tell; undefined when they do not. */
export function mediaTypeOf(base64: string): string | undefined {
  for (const [start, mediaType] of SIGNATURES) if (base64.startsWith(start)) return mediaType;
  return isWebp(base64) ? 'image/webp' : undefined;
}

/** `RIFF`, four bytes of length, `WEBP`: 12 bytes, 16 letters. */
function isWebp(base64: string): boolean {
  if (!base64.startsWith('UklGR')) return false;
  return Buffer.from(base64.slice(0, 16), 'base64').toString('latin1', 8, 12) === 'WEBP';
}
