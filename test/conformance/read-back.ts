import type { ChatEvent } from '../../main/core/chat-event.ts';
import type { AnswerContext, ClientDialect, EventDecoder } from '../../main/core/codec.ts';
import { createAnthropicDecoder } from '../../main/dialects/anthropic/decode-stream.ts';
import { createStreamDecoder } from '../../main/providers/bedrock/stream/stream-decoder.ts';
import { type Client, upstreams } from './cells.ts';
import { decodeAll } from './read-answer.ts';
import type { Conversation } from './read-conversation.ts';

export const CONTEXT: AnswerContext = {
  requestId: 'req_01CANON',
  createdAt: 1_700_000_000,
  elapsedMs: () => 1234,
};

/** What goes to the client, byte for byte. */
export function encodeStream(
  { dialect, request }: { dialect: ClientDialect; request: Conversation['request'] },
  events: readonly ChatEvent[],
): Uint8Array {
  const encoder = dialect.createEncoder(request, CONTEXT);
  return Buffer.concat(events.map((event) => Buffer.from(encoder.push(event))));
}

/**
 * Reads a client's stream as an upstream's: by our decoder of the client's own dialect, which was written against other
 * people's servers and knows nothing of our encoder. @throws Error when there is none
 */
export function readBack(client: Client, bytes: Uint8Array): readonly ChatEvent[] {
  return decodeAll(readerFor(client), bytes);
}

function readerFor({ id }: Client): EventDecoder<Uint8Array> {
  if (id === 'bedrock-invoke') {
    const place = { provider: 'bedrock', region: 'us-east-1' };
    return createStreamDecoder({ events: createAnthropicDecoder({}), place });
  }
  const upstream = upstreams.find((candidate) => candidate.id === id);
  if (upstream === undefined)
    throw new Error(`nothing reads the streams of ${id}: it is no upstream dialect`);
  return upstream.dialect.createDecoder({});
}
