/** Converse's names of document formats and the media types they stand for. */
const DOCUMENT_TYPES = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html',
  txt: 'text/plain',
  md: 'text/markdown',
} as const;

const FORMATS: ReadonlyMap<string, string> = new Map(
  Object.entries(DOCUMENT_TYPES).map(([format, mediaType]) => [mediaType, format]),
);

const IMAGE_FORMATS: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'webp']);

/** The media type of a document format; undefined for a format Converse does not have. */
export function documentMediaType(format: string): string | undefined {
  return new Map<string, string>(Object.entries(DOCUMENT_TYPES)).get(format);
}

/** The document format of a media type; any other text is `txt`; undefined for what Converse cannot carry. */
export function documentFormat(mediaType: string): string | undefined {
  const [bare = ''] = mediaType.toLowerCase().split(';');
  const known = FORMATS.get(bare.trim());
  if (known !== undefined) return known;
  return /^text\/|[/+](json|xml|yaml|x-yaml|javascript)$/.test(bare.trim()) ? 'txt' : undefined;
}

/** `image/<format>`; undefined for a format Converse does not have. */
export function imageMediaType(format: string): string | undefined {
  return IMAGE_FORMATS.has(format) ? `image/${format}` : undefined;
}

/** The image format of a media type; undefined for what Converse cannot carry. */
export function imageFormat(mediaType: string): string | undefined {
  const format = mediaType.replace(/^image\//, '');
  return IMAGE_FORMATS.has(format) ? format : undefined;
}
