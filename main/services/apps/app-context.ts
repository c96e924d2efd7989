import type { AppFiles } from '../../platform/ports/app-files.ts';
import { notFound } from '../call-failure.ts';
import type { ConfigFormat } from './formats/config-format.ts';
import { loadFormat } from './formats/load-format.ts';
import type { AppJournal } from './journal/app-journal.ts';
import type { AppSetup, AppTarget } from './target.ts';
import { allTargets } from './targets/all-targets.ts';

/** What every deed on an app needs. */
export interface AppContext {
  readonly files: AppFiles;
  readonly journal: AppJournal;
  /** What apps are to be told, as it is now. */
  setup(): Promise<AppSetup>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** @throws CallFailure when there is no such app */
export function targetOf(id: string): AppTarget {
  const target = allTargets.find((candidate) => candidate.id === id);
  if (target === undefined) throw notFound(`The app ${id}`);
  return target;
}

/** The format of an app's settings file. @throws CallFailure when it has none that kRouter edits */
export async function formatOf(id: string): Promise<ConfigFormat> {
  const target = targetOf(id);
  if (target.way !== 'one-click') throw notFound(`The settings file of ${target.name}`);
  return loadFormat(target.format);
}
