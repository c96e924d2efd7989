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
  // RIFF, four bytes of size, WEBP: the last word begins at byte 8, inside a base64 group.
  const isWebp = base64.startsWith('UklGR') && atob(base64.slice(8, 16)).slice(2, 6) === 'WEBP';
  return isWebp ? 'image/webp' : undefined;
}
