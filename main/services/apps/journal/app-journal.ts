import type { AppFiles } from '../../../platform/ports/app-files.ts';
import { CallFailure } from '../../call-failure.ts';
import { joinPlace } from '../places.ts';
import { type JournalState, journalStateSchema } from './journal-state.ts';

/** The durable notes. Every change is on disk, whole, before `update` resolves. */
export interface AppJournal {
  /** @throws CallFailure when the notes are there and cannot be understood: nothing may be edited then */
  read(): Promise<JournalState>;
  update(change: (state: JournalState) => JournalState): Promise<JournalState>;
  /** Keeps a copy of a file as it was; gives back where. */
  keep(name: string, text: string): Promise<string>;
}

/** Notes in `app-journal.json`, copies in `app-backups`, both in kRouter's own folder. */
export function createAppJournal(files: AppFiles, dataDir: string): AppJournal {
  const path = joinPlace(files.place, dataDir, 'app-journal.json');
  let state: JournalState | undefined;
  const read = async (): Promise<JournalState> => {
    state ??= decode(await files.read(path), path);
    return state;
  };
  return {
    read,
    async update(change) {
      const next = change(await read());
      await files.write(path, JSON.stringify(next, null, 2));
      state = next;
      return next;
    },
    async keep(name, text) {
      for (let number = 1; ; number += 1) {
        const copy = joinPlace(files.place, dataDir, 'app-backups', `${number}-${name}`);
        if (await files.exists(copy)) continue;
        await files.write(copy, text);
        return copy;
      }
    },
  };
}

function decode(text: string | undefined, path: string): JournalState {
  if (text === undefined) return { version: 1, connections: {}, backups: {}, seen: {} };
  try {
    return journalStateSchema.parse(JSON.parse(text));
  } catch {
    throw new CallFailure(
      'failed',
      `${path} cannot be understood, so no app is touched. Move it away to start anew.`,
    );
  }
}
