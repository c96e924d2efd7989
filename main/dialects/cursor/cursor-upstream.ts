import type { UpstreamDialect } from '../../core/codec.ts';
import { decodeCursorError } from './decode-error.ts';
import { createCursorDecoder } from './decode-stream.ts';
import { encodeRun } from './encode-run.ts';

/** A run sent at once, without waiting for the server to be ready. Names that mean nothing do: a run is alone. */
const NAMES = { conversationId: 'krouter', invocationId: 'krouter' };

/** Cursor's inference runs as an upstream. */
export const cursorUpstream = {
  name: 'cursor',
  encodeRequest(request, options) {
    const { open, invoke, finish, warnings, restore } = encodeRun(request, options, NAMES);
    return { body: Buffer.concat([open, invoke, finish]), warnings, restore };
  },
  createDecoder: (restore) => createCursorDecoder(restore),
  decodeError: decodeCursorError,
} satisfies UpstreamDialect<Uint8Array>;
