import { AppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder } from '../../core/codec.ts';
import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import type { UpstreamAnswer } from '../../core/provider.ts';
import { type Call, type Called, type Concealer, call } from './call.ts';
import type { PlainApi } from './plain-api.ts';
import { readText } from './read-text.ts';

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
  if (NO_STREAM.test(called.headers['content-type'] ?? '')) throw await explainBody(api, called);
  return {
    chunks: called.chunks,
    decoder: concealErrors(request.decoder, called.conceal),
    requestId: called.headers[request.requestIdHeader],
    warnings: request.warnings,
    close: called.close,
  };
}

/** Servers name their streams in many ways, but never so. */
const NO_STREAM = /^(application\/json|text\/html)\b/i;

/** A 200 that is no stream: an error in disguise, a whole answer, or a page of another server. */
async function explainBody(
  api: PlainApi,
  { status, headers, chunks, close, conceal }: Called,
): Promise<AppError> {
  const text = conceal.text(await readText({ chunks, close }));
  const body = parseJsonObject(text);
  if (isJsonObject(body?.['error']) || typeof body?.['error'] === 'string')
    return conceal.error(api.decodeError(status, text, headers));
  const what = body === undefined ? 'a web page' : 'one JSON object';
  return new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: `${new URL(api.baseUrl).host} answered with ${what} in place of a stream. Check the provider's base URL.`,
    upstream: { status },
  });
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
