/** The media type that base64 image data really has, by its first bytes; undefined when it is no image. */
export function imageType(base64: string): string | undefined {
  const bytes = Buffer.from(base64.slice(0, 24), 'base64');
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  const text = bytes.toString('latin1');
  if (text.startsWith('GIF8')) return 'image/gif';
  return text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP' ? 'image/webp' : undefined;
}

/** What an image costs: about one token per 750 pixels (Anthropic's figure), where the size can be read. */
export function imageTokens(base64: string): number {
  const bytes = Buffer.from(base64.slice(0, 48), 'base64');
  const png = bytes.length >= 24 && bytes.toString('latin1', 1, 4) === 'PNG';
  if (!png) return UNKNOWN_SIZE_TOKENS;
  return Math.max(1, Math.ceil((bytes.readUInt32BE(16) * bytes.readUInt32BE(20)) / PIXELS_PER_TOKEN));
}

const PIXELS_PER_TOKEN = 750;
/** A picture of about one megapixel. */
const UNKNOWN_SIZE_TOKENS = 1400;
