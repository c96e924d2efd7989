import { type LiveEvent, liveEventSchema } from '../../contract/live-event.ts';
import { sseValues } from './sse-values.ts';

/** `refused`: the token is not valid any more, and trying again would not help. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

export interface EventStream {
  readonly token: () => string | undefined;
  readonly onState: (state: ConnectionState) => void;
  readonly onEvent: (event: LiveEvent) => void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;

/** Reads live events until the returned function is called; reconnects with a growing delay. */
export function streamEvents(stream: EventStream): () => void {
  const controller = new AbortController();
  void readForever(stream, controller.signal);
  return () => controller.abort();
}

async function readForever(stream: EventStream, signal: AbortSignal): Promise<void> {
  let delay = FIRST_DELAY_MS;
  stream.onState('connecting');
  while (!signal.aborted) {
    const outcome = await readOnce(stream, signal);
    if (signal.aborted) return;
    if (outcome === 'refused') return stream.onState('refused');
    stream.onState('lost');
    delay = outcome === 'ended' ? FIRST_DELAY_MS : Math.min(delay * 2, LONGEST_DELAY_MS);
    await pause(delay, signal);
  }
}

async function readOnce(
  { token, onState, onEvent }: EventStream,
  signal: AbortSignal,
): Promise<'refused' | 'failed' | 'ended'> {
  try {
    const headers = { authorization: `Bearer ${token() ?? ''}`, accept: 'text/event-stream' };
    const response = await fetch('/dashboard/api/events', { headers, signal, cache: 'no-store' });
    if (response.status === 401) return 'refused';
    if (!response.ok || response.body === null) return 'failed';
    onState('open');
    for await (const value of sseValues(response.body)) {
      const event = liveEventSchema.safeParse(value);
      if (event.success) onEvent(event.data);
    }
    return 'ended';
  } catch {
    return 'failed';
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
