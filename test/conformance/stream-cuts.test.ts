import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../main/core/chat-event.ts';
import { createAwsEventStreamDecoder } from '../../main/framing/aws-event-stream.ts';
import { guarded, hear } from './answer-facets.ts';
import { type Upstream, upstreams } from './cells.ts';
import { answerBytes, answerNames, readAnswer } from './read-answer.ts';

/** The events of a stream that came in two pieces. */
function inTwo(upstream: Upstream, bytes: Uint8Array, at: number): readonly ChatEvent[] {
  const decoder = upstream.dialect.createDecoder({});
  const first = decoder.push(bytes.slice(0, at));
  return guarded([...first, ...decoder.push(bytes.slice(at)), ...decoder.end()]);
}

function byteByByte(upstream: Upstream, bytes: Uint8Array): readonly ChatEvent[] {
  const decoder = upstream.dialect.createDecoder({});
  const events: ChatEvent[] = [];
  for (let at = 0; at < bytes.length; at += 1) events.push(...decoder.push(bytes.slice(at, at + 1)));
  return guarded([...events, ...decoder.end()]);
}

describe.each(upstreams)('a stream of $id', (upstream) => {
  it('is the same however its bytes are cut', () => {
    for (const name of answerNames(upstream)) {
      const bytes = answerBytes(upstream, name);
      const whole = JSON.stringify(readAnswer(upstream, name));
      expect(JSON.stringify(byteByByte(upstream, bytes)), `${name}, byte by byte`).toBe(whole);
      for (let at = 1; at < bytes.length; at += 1) {
        const cut = JSON.stringify(inTwo(upstream, bytes, at));
        if (cut !== whole) expect(cut, `${name}, cut at byte ${at}`).toBe(whole);
      }
    }
  });

  it('that breaks off anywhere never looks like a whole answer', () => {
    const bytes = answerBytes(upstream, 'text');
    const whole = hear(readAnswer(upstream, 'text')).facets?.text;
    for (let at = 0; at < bytes.length; at += 1) {
      const decoder = upstream.dialect.createDecoder({});
      const { facets } = hear(guarded([...decoder.push(bytes.slice(0, at)), ...decoder.end()]));
      if (facets === undefined || isBetweenFrames(upstream, bytes.slice(0, at))) continue;
      expect(facets.text, `broken off at byte ${at}`).toBe(whole);
    }
  });
});

/** Kiro's streams have no last frame: between two of them, only HTTP itself can tell that more was to come. */
const WITHOUT_END = ['kiro'];

function isBetweenFrames({ id }: Upstream, bytes: Uint8Array): boolean {
  if (!WITHOUT_END.includes(id)) return false;
  const frames = createAwsEventStreamDecoder();
  frames.push(bytes);
  try {
    frames.end();
    return true;
  } catch {
    return false;
  }
}
