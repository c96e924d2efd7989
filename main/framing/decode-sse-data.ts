import { toAppError } from '../core/app-error.ts';
import type { ChatEvent } from '../core/chat-event.ts';
import type { EventDecoder } from '../core/codec.ts';
import { createSseDecoder, type SseRecord } from './sse.ts';

/** Bytes of `text/event-stream` to events, by a decoder of the records' data. */
export function decodeSseData(events: EventDecoder<string>): EventDecoder<Uint8Array> {
  const sse = createSseDecoder();
  const decode = (read: () => readonly SseRecord[]): ChatEvent[] => {
    try {
      const out: ChatEvent[] = [];
      for (const { data } of read()) for (const event of events.push(data)) out.push(event);
      return out;
    } catch (thrown) {
      return [{ type: 'error', error: toAppError(thrown) }];
    }
  };
  return {
    push: (bytes) => decode(() => sse.push(bytes)),
    end: () => [...decode(() => sse.end()), ...events.end()],
  };
}
