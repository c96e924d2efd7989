import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder } from '../../core/codec.ts';
import type { UpstreamAnswer } from '../../core/provider.ts';
import { type Call, type Concealer, call } from './call.ts';
import type { PlainApi } from './plain-api.ts';

/** A call whose answer is a stream, and how to read it. */
export interface StreamCall extends Call {
  readonly decoder: EventDecoder<Uint8Array>;
  readonly warnings: UpstreamAnswer['warnings'];
  /** In which header the upstream names the request. */
  readonly requestIdHeader: string;
}

/** Sends, and hands over the bytes that come back. The key is in no error of the stream. @throws AppError */
export async function openStream(api: PlainApi, request: StreamCall): Promise<UpstreamAnswer> {
  const called = await call(api, request);
  return {
    chunks: called.chunks,
    decoder: concealErrors(request.decoder, called.conceal),
    requestId: called.headers[request.requestIdHeader],
    warnings: request.warnings,
    close: called.close,
  };
}

/** The same events; upstreams quote the key they were sent inside a stream too. */
function concealErrors(decoder: EventDecoder<Uint8Array>, conceal: Concealer): EventDecoder<Uint8Array> {
  const cleaned = (events: ChatEvent[]): ChatEvent[] => {
    events.forEach((event, index) => {
      if (event.type === 'error') events[index] = { ...event, error: conceal.error(event.error) };
    });
    return events;
  };
  return { push: (bytes) => cleaned(decoder.push(bytes)), end: () => cleaned(decoder.end()) };
}
