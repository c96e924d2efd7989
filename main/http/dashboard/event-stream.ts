import type { ServerResponse } from 'node:http';
import type { Clock } from '../../platform/ports/clock.ts';
import type { EventHub } from '../../services/events/event-hub.ts';
import { createEventOutbox } from '../../services/events/event-outbox.ts';
import { Refusal } from './refusal.ts';
import { STANDING_HEADERS } from './reply.ts';

/** The streams of live events to browsers. */
export interface EventStreams {
  /** Answers with an endless stream of server-sent events. @throws Refusal when there are too many */
  open(response: ServerResponse): void;
  /** Ends them all. */
  close(): void;
}

/** Each costs one of the server's 256 connections. */
const MAX_STREAMS = 32;
/** Shorter than any proxy's or browser's patience. */
const KEEP_ALIVE_MS = 15_000;
/** A reader that takes nothing for so long is gone. */
const STALL_MS = 60_000;

export function createEventStreams(events: EventHub, clock: Clock): EventStreams {
  const open = new Set<ServerResponse>();
  return {
    open(response) {
      if (open.size >= MAX_STREAMS) {
        throw new Refusal(503, { code: 'failed', message: 'Too many dashboards are open. Close some.' });
      }
      open.add(response);
      response.writeHead(200, { ...STANDING_HEADERS, 'content-type': 'text/event-stream' });
      response.flushHeaders();
      const stop = feed(response, events, clock);
      response.on('close', () => {
        open.delete(response);
        stop();
      });
    },
    close() {
      for (const response of open) response.end();
    },
  };
}

function feed(response: ServerResponse, events: EventHub, clock: Clock): () => void {
  const outbox = createEventOutbox((event) => send(`data: ${JSON.stringify(event)}\n\n`));
  let cancelStall: (() => void) | undefined;
  let cancelBeat = clock.after(KEEP_ALIVE_MS, beat);
  function beat(): void {
    if (cancelStall === undefined) send(':\n\n');
    cancelBeat = clock.after(KEEP_ALIVE_MS, beat);
  }
  function send(text: string): boolean {
    const takesMore = response.write(text);
    if (!takesMore) cancelStall ??= clock.after(STALL_MS, () => response.destroy());
    return takesMore;
  }
  response.on('drain', () => {
    cancelStall?.();
    cancelStall = undefined;
    outbox.drained();
  });
  const unsubscribe = events.subscribe((event) => outbox.push(event));
  return () => {
    unsubscribe();
    cancelBeat();
    cancelStall?.();
  };
}
