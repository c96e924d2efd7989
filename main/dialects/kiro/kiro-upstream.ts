import type { UpstreamDialect } from '../../core/codec.ts';
import { decodeKiroError } from './decode-error.ts';
import { createKiroDecoder } from './decode-stream.ts';
import { encodeKiroRequest } from './encode-request.ts';

/** Kiro's service, always asked for a stream: it has no other answer. */
export const kiroUpstream = {
  name: 'kiro',
  encodeRequest: encodeKiroRequest,
  createDecoder: createKiroDecoder,
  decodeError: decodeKiroError,
} satisfies UpstreamDialect;
