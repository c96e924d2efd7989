/** A body as it comes from the network. */
export interface Body {
  readonly chunks: AsyncIterator<Uint8Array>;
  /** Drops the connection if the body has not ended. */
  close(): void;
}

/** The whole body as text, cut once `limitBytes` have come. The connection is dropped if the body does not end there. */
export async function readBodyText(body: Body, limitBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  try {
    let next = await body.chunks.next();
    while (!next.done && bytes < limitBytes) {
      bytes += next.value.length;
      parts.push(decoder.decode(next.value, { stream: true }));
      next = await body.chunks.next();
    }
    return parts.join('') + decoder.decode();
  } finally {
    body.close();
  }
}
