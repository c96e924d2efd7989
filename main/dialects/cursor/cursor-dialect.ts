import type { ClientDialect } from '../../core/codec.ts';
import { decodeRequest } from './decode-request.ts';
import { encodeAnswer } from './encode-answer.ts';
import { createEncoder, HEARTBEAT } from './encode-stream.ts';
import { encodeError } from './errors.ts';

/** Cursor's inference runs, as their clients speak: protobuf in Connect frames. */
export const cursorDialect = {
  name: 'cursor',
  decodeRequest,
  createEncoder,
  encodeAnswer,
  encodeError,
  streamContentType: 'application/connect+proto',
  keepAlive: HEARTBEAT,
} satisfies ClientDialect<Uint8Array, Uint8Array>;
