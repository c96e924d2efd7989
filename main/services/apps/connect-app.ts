import { CallFailure } from '../call-failure.ts';
import type { AppContext } from './app-context.ts';
import { type Connection, earlierOf, type JournalState, withConnection } from './journal/journal-state.ts';
import { type PlannedConnection, planConnection } from './plan-connection.ts';

/**
 * Edits an app's settings. The journal says what will be done before it is done, so that a crash at any point can be
 * repaired. @throws CallFailure
 */
export async function connectApp(context: AppContext, id: string): Promise<void> {
  const { files, journal } = context;
  const planned = await planConnection(context, id);
  const { file, plan } = planned;
  const pending = toConnection(planned, context.now(), await files.missingFolders(file.path));
  const backups = await pinBackup(context, planned);
  await journal.update((state) => withConnection({ ...state, backups }, id, pending));
  try {
    if ((await files.read(file.path)) !== file.text) throw changedMeanwhile(file.path);
    await files.write(file.path, plan.after);
  } catch (error) {
    await journal.update((state) => withConnection(state, id, earlierOf(pending)));
    if (file.text === undefined)
      for (const folder of [...pending.folders].reverse()) await files.remove(folder);
    throw error;
  }
  const { previous: _, ...made } = pending;
  await journal.update((state) => withConnection(unseen(state, id), id, { ...made, status: 'done' }));
}

function toConnection(
  { file, plan, setup, earlier }: PlannedConnection,
  at: number,
  folders: readonly string[],
): Connection {
  const { status: _, previous: __, ...previous } = earlier ?? { status: 'done' };
  return {
    file: file.path,
    at,
    plan,
    folders: [...(earlier?.folders ?? []), ...folders],
    baseUrl: setup.baseUrl,
    keyEnding: setup.key.slice(-4),
    status: 'pending',
    ...('file' in previous ? { previous } : {}),
  };
}

/** The first copy of a file is the only one: later states of it may already be kRouter's. */
async function pinBackup(
  { journal }: AppContext,
  { target, file, earlier }: PlannedConnection,
): Promise<JournalState['backups']> {
  const { backups } = await journal.read();
  if (file.text === undefined || earlier !== undefined || Object.hasOwn(backups, file.path)) return backups;
  const name = `${target.id}-${file.path.split(/[\\/]/).at(-1)}`;
  return { ...backups, [file.path]: await journal.keep(name, file.text) };
}

/** A request from before the app was connected proves nothing. */
function unseen(state: JournalState, id: string): JournalState {
  const { [id]: _, ...seen } = state.seen;
  return { ...state, seen };
}

function changedMeanwhile(path: string): CallFailure {
  return new CallFailure('conflict', `${path} was changed by another program just now. Try again.`);
}
