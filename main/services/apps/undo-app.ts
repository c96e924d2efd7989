import { CallFailure } from '../call-failure.ts';
import { type AppContext, formatOf, targetOf } from './app-context.ts';
import { type Connection, withConnection } from './journal/journal-state.ts';
import { undoText } from './undo-text.ts';

/** Takes back what connecting an app did, and only that. @throws CallFailure */
export async function undoApp(context: AppContext, id: string): Promise<void> {
  const { name } = targetOf(id);
  const connection = (await context.journal.read()).connections[id];
  if (connection === undefined) {
    throw new CallFailure('conflict', `kRouter has not connected ${name}, so there is nothing to undo.`);
  }
  // Proves that it can be undone before anything says that it is being undone.
  await restoredText(context, id, connection);
  await context.journal.update((state) => withConnection(state, id, { ...connection, status: 'undoing' }));
  await finishUndo(context, id, connection);
}

/** Restores the file and strikes the connection out. Doing it twice does no harm. */
export async function finishUndo(context: AppContext, id: string, connection: Connection): Promise<void> {
  const { files, journal } = context;
  const { file, folders } = connection;
  const { now, restored } = await restoredText(context, id, connection);
  if (restored === undefined) await files.remove(file);
  else if (restored !== now) await files.write(file, restored);
  if (restored === undefined) for (const folder of [...folders].reverse()) await files.remove(folder);
  await journal.update((state) => withConnection(state, id));
}

interface Restored {
  readonly now: string | undefined;
  readonly restored: string | undefined;
}

async function restoredText({ files }: AppContext, id: string, connection: Connection): Promise<Restored> {
  const { file: path, plan } = connection;
  const now = await files.read(path);
  // A crash may have come after the file was restored and before the journal said so.
  if (now === (plan.before ?? undefined)) return { now, restored: now };
  return { now, restored: undoText({ path, text: now, format: await formatOf(id) }, plan) };
}
