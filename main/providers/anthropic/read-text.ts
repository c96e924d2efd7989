import type { HttpResponse } from '../../platform/ports/http-client.ts';

/** An answer larger than this is not an error message nor a model list. */
const LIMIT_BYTES = 4 * 1024 * 1024;

/** The whole body as text, cut at 4 MiB; the connection is dropped if it does not end there. */
export async function readText(response: HttpResponse): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (
      let next = await response.chunks.next();
      !next.done && bytes < LIMIT_BYTES;
      next = await response.chunks.next()
    ) {
      bytes += next.value.byteLength;
      text += decoder.decode(next.value, { stream: true });
    }
    return text + decoder.decode();
  } finally {
    response.close();
  }
}
