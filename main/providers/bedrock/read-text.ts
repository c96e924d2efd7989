import type { HttpResponse } from '../../platform/ports/http-client.ts';

/** Larger than any error or catalogue page of AWS. */
const LIMIT_BYTES = 8 * 1024 * 1024;

/** The whole body as text, cut at 8 MiB. The connection is dropped if the body does not end there. */
export async function readText(response: Pick<HttpResponse, 'chunks' | 'close'>): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  try {
    let next = await response.chunks.next();
    while (!next.done && bytes < LIMIT_BYTES) {
      bytes += next.value.length;
      parts.push(decoder.decode(next.value, { stream: true }));
      next = await response.chunks.next();
    }
    return parts.join('') + decoder.decode();
  } finally {
    response.close();
  }
}
