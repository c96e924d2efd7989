import { inAppData, inHome, inXdgConfig } from '../places.ts';
import type { ImpossibleTarget } from '../target.ts';

/** Cursor's servers make the call, whatever base URL is set, and refuse private addresses. */
export const cursor: ImpossibleTarget = {
  id: 'cursor',
  name: 'Cursor',
  way: 'impossible',
  seenAs: ['cursor'],
  commands: ['cursor'],
  traces: (place) => {
    if (place.platform === 'win32') return [inAppData(place, 'Cursor')];
    if (place.platform === 'darwin') return [inHome(place, 'Library', 'Application Support', 'Cursor')];
    return [inXdgConfig(place, 'Cursor')];
  },
  reason:
    'Cursor sends every request from its own servers, and those cannot reach an address on this machine (they answer ssrf_blocked). No setting changes that.',
  steps: () => [{ text: 'Connect Claude Code instead and run it in Cursor’s terminal.', copy: 'claude' }],
};
