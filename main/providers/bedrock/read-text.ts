import { type Body, readBodyText } from '../../framing/read-body-text.ts';

/** Larger than any error or catalogue page of AWS. */
const LIMIT_BYTES = 8 * 1024 * 1024;

/** The whole body as text, cut at 8 MiB. */
export function readText(body: Body): Promise<string> {
  return readBodyText(body, LIMIT_BYTES);
}
