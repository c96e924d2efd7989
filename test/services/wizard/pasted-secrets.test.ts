import { describe, expect, it } from 'vitest';
import { createPastedSecrets } from '../../../main/services/wizard/pasted-secrets.ts';
import { createManualClock } from '../../metering/manual-clock.ts';

function open() {
  const clock = createManualClock();
  let last = 0;
  const randomId = () => {
    last += 1;
    return `handle-${last}`;
  };
  return { clock, pasted: createPastedSecrets({ clock, randomId }) };
}

describe('pasted secrets', () => {
  it('are kept for 15 minutes and no longer', async () => {
    const { clock, pasted } = open();
    const handle = pasted.keep({ apiKey: 'k' });
    await clock.advance(15 * 60_000 - 1);
    expect(await pasted.readerOf(handle).read('any', 'apiKey')).toBe('k');
    await clock.advance(1);
    expect(() => pasted.secretsOf(handle)).toThrow('15 minutes');
    expect(() => pasted.readerOf(handle)).toThrow('15 minutes');
  });

  it('are kept apart, and not without bounds', () => {
    const { pasted } = open();
    const handles = Array.from({ length: 40 }, (_, i) => pasted.keep({ apiKey: `${i}` }));
    expect(() => pasted.secretsOf(handles[0] ?? '')).toThrow();
    expect(pasted.secretsOf(handles[39] ?? '')).toEqual({ apiKey: '39' });
  });
});
