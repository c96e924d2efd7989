import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../../../contract/live-event.ts';
import type { LiveRequest } from '../../../contract/request-row.ts';
import { createEventOutbox } from '../../../main/services/events/event-outbox.ts';

const meter = (id: string, outputTokens: number): LiveRequest => ({
  id,
  startedAt: 0,
  dialect: 'anthropic',
  app: 'test',
  modelAsked: 'm',
  attempts: 1,
  phase: 'streaming',
  outputTokens,
  estimated: true,
});
const progress = (...requests: LiveRequest[]): LiveEvent => ({ type: 'requests-progressed', requests });
const notice = (text: string): LiveEvent => ({ type: 'notice-raised', level: 'info', text });

/** A listener that takes `room` events at a time. */
function open(room: number) {
  const taken: LiveEvent[] = [];
  let left = room;
  const outbox = createEventOutbox((event) => {
    taken.push(event);
    left -= 1;
    return left > 0;
  });
  const drain = () => {
    left = room;
    outbox.drained();
  };
  return { outbox, taken, drain };
}

describe('events for a slow listener', () => {
  it('go straight through while it keeps up', () => {
    const { outbox, taken } = open(10);
    outbox.push(notice('a'));
    outbox.push(notice('b'));
    expect(taken).toEqual([notice('a'), notice('b')]);
  });

  it('wait in their order', () => {
    const { outbox, taken, drain } = open(2);
    for (const text of 'abcdef') outbox.push(notice(text));
    expect(taken).toHaveLength(2);
    drain();
    drain();
    expect(taken).toEqual([...'abcdef'].map(notice));
  });

  it('are merged where only the last reading counts', () => {
    const { outbox, taken, drain } = open(1);
    outbox.push(notice('first'));
    outbox.push(progress(meter('a', 1), meter('b', 1)));
    outbox.push(progress(meter('a', 2)));
    outbox.push(progress(meter('c', 9)));
    drain();
    expect(taken.at(-1)).toEqual(progress(meter('a', 2), meter('b', 1), meter('c', 9)));
    expect(taken).toHaveLength(2);
  });

  it('are dropped when far too many wait, and the listener is told how many', () => {
    const { outbox, taken, drain } = open(1);
    for (let i = 0; i < 300; i += 1) outbox.push(notice(`${i}`));
    for (let i = 0; i < 300; i += 1) drain();
    const dropped = taken.flatMap((event) => (event.type === 'events-dropped' ? event.count : []));
    expect(dropped).toEqual([257]);
    expect(taken).toHaveLength(300 - 257 + 1);
    expect(taken.at(-1)).toEqual(notice('299'));
  });
});
