import type { DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import { decodeDataUrl } from './decode-data-url.ts';
import { decodeInlineMedia, type InlineMedia, type Refuse } from './decode-inline-media.ts';

/** A file's `file_data`, PDF or text, as a data URL or bare base64. @throws AppError naming the path */
export function decodeFileData(
  file: Omit<InlineMedia, 'mediaType'>,
  refuse: Refuse,
): ImageBlock | DocumentBlock {
  const { payload, title, path } = file;
  if (/^data:/i.test(payload)) {
    return decodeInlineMedia({ ...decodeDataUrl(payload, path), title, path }, refuse);
  }
  return decodeInlineMedia({ mediaType: typeByName(title ?? ''), payload, title, path }, refuse);
}

const TEXT_NAMES =
  /\.(txt|md|csv|tsv|json|xml|ya?ml|html?|css|[cm]?[jt]sx?|py|rb|go|rs|java|c|h|cpp|sh|sql|log)$/i;

/** Used only where neither a label nor the first bytes tell. */
function typeByName(name: string): string {
  if (/\.pdf$/i.test(name)) return 'application/pdf';
  return TEXT_NAMES.test(name) ? 'text/plain' : 'application/octet-stream';
}
