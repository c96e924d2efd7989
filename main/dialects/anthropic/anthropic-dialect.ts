import type { ClientDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { decodeRequest } from './decode-request.ts';
import { encodeAnswer } from './encode-answer.ts';
import { createEncoder } from './encode-stream.ts';
import { encodeError } from './errors.ts';

/** The Anthropic Messages format, as clients speak it. */
export const anthropicDialect: ClientDialect<string, JsonObject> = {
  name: 'anthropic',
  decodeRequest,
  createEncoder,
  encodeAnswer,
  encodeError,
  streamContentType: 'text/event-stream; charset=utf-8',
  keepAlive: 'event: ping\ndata: {"type":"ping"}\n\n',
  // Anthropic's SDKs show it as `_request_id`.
  requestIdHeader: 'request-id',
};
