import type { ClientDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readString } from '../../core/read-field.ts';
import { encodeAnswer as encodeMessage } from '../anthropic/encode-answer.ts';
import { decodeInvoke } from './decode-invoke.ts';
import { decodeConverse } from './decode-request.ts';
import { encodeAnswer } from './encode-answer.ts';
import { createInvokeEncoder, PING_CHUNK } from './encode-invoke-stream.ts';
import { createEncoder } from './encode-stream.ts';
import { encodeError } from './errors.ts';

const EVENT_STREAM = 'application/vnd.amazon.eventstream';
const REQUEST_ID = 'x-amzn-requestid';

/** Bedrock's Converse and ConverseStream. Its stream has nothing that means nothing, so that silence stays silent. */
export const converseDialect = {
  name: 'bedrock-converse',
  decodeRequest: (body) => decodeConverse(body, { model: modelIdOf(body), stream: true }),
  createEncoder: (_, context) => createEncoder(context),
  encodeAnswer: (answer, _, context) => encodeAnswer(answer, context),
  encodeError,
  streamContentType: EVENT_STREAM,
  keepAlive: new Uint8Array(0),
  requestIdHeader: REQUEST_ID,
} satisfies ClientDialect<Uint8Array, JsonObject>;

/** Bedrock's InvokeModel and InvokeModelWithResponseStream, with Claude's body. */
export const invokeDialect = {
  name: 'bedrock-converse',
  decodeRequest: (body, headers) => decodeInvoke(body, { model: modelIdOf(body), stream: true, headers }),
  createEncoder: createInvokeEncoder,
  encodeAnswer: encodeMessage,
  encodeError,
  streamContentType: EVENT_STREAM,
  keepAlive: PING_CHUNK,
  requestIdHeader: REQUEST_ID,
} satisfies ClientDialect<Uint8Array, JsonObject>;

/** The SDKs' commands hold the model beside the body; on the wire it stands in the path. */
function modelIdOf(body: unknown): string {
  return readString(asObject(body, 'body'), 'modelId');
}
