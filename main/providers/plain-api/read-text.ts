import { type Body, readBodyText } from '../../framing/read-body-text.ts';

/** An answer larger than this is not an error message nor a model list. */
const LIMIT_BYTES = 4 * 1024 * 1024;

/** The whole body as text, cut at 4 MiB. */
export function readText(body: Body): Promise<string> {
  return readBodyText(body, LIMIT_BYTES);
}
