/** One thing to do on the wire, in order. A stream is a list of these. */
export type StreamStep =
  /** `alone`: on the wire by itself, never joined with its neighbours. */
  | { readonly do: 'write'; readonly bytes: Uint8Array; readonly alone?: boolean }
  | { readonly do: 'wait'; readonly ms: number }
  /** Ends the body as HTTP wants it. */
  | { readonly do: 'end' }
  /** FIN without the last chunk. */
  | { readonly do: 'close' }
  /** RST. */
  | { readonly do: 'reset' }
  /** Keeps the connection open and says nothing. */
  | { readonly do: 'hang' };
