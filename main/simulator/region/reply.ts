import type { AwsError } from '../aws-error.ts';
import type { Frame } from '../wire/bedrock-frames.ts';

/** A frame to send, or a pause before the next one. */
export type StreamPart = Frame | { readonly waitMs: number };

/** What a region answers to one request. */
export type Reply =
  | {
      readonly kind: 'json';
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'raw';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | Uint8Array;
    }
  | {
      readonly kind: 'error';
      readonly error: AwsError;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'stream';
      readonly parts: readonly StreamPart[];
      /** AWS's event stream unless said otherwise. */
      readonly framing?: 'sse';
    };

/** Tells a frame from a pause. */
export function isFrame(part: StreamPart): part is Frame {
  return 'bytes' in part;
}
