/** Leading bytes as base64 letters: a multiple of three bytes where the signature allows, a prefix elsewhere. */
const SIGNATURES: readonly (readonly [start: string, mediaType: string])[] = [
  ['iVBORw0KGg', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGODdh', 'image/gif'],
  ['R0lGODlh', 'image/gif'],
];

/** The media type that the bytes themselves show, else the label's; Anthropic refuses a label that is wrong. */
export function imageType(data: string, label: string): string {
  const known = SIGNATURES.find(([start]) => data.startsWith(start));
  if (known !== undefined) return known[1];
  if (isWebp(data)) return 'image/webp';
  return label === 'image/jpg' ? 'image/jpeg' : label;
}

/** `RIFF`, four bytes of length, `WEBP`: 12 bytes, 16 letters. */
function isWebp(data: string): boolean {
  if (!data.startsWith('UklGR')) return false;
  return Buffer.from(data.slice(0, 16), 'base64').toString('latin1', 8, 12) === 'WEBP';
}
