import type { ClientDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { decodeRequest } from './decode-request.ts';
import { encodeAnswer } from './encode-answer.ts';
import { createEncoder } from './encode-stream.ts';
import { encodeError } from './errors.ts';

/** Kiro and Amazon Q Developer, as their clients speak. */
export const kiroDialect = {
  name: 'kiro',
  decodeRequest,
  createEncoder,
  encodeAnswer,
  encodeError,
  streamContentType: 'application/vnd.amazon.eventstream',
  // An event stream has no frame that means nothing to every reader.
  keepAlive: new Uint8Array(0),
  requestIdHeader: 'x-amzn-requestid',
} satisfies ClientDialect<Uint8Array, JsonObject>;
