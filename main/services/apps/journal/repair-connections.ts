import type { Log } from '../../../platform/ports/log.ts';
import { type AppContext, formatOf } from '../app-context.ts';
import { altersValue, stillHolds } from '../edit-plan.ts';
import { readConfig } from '../plan-edit.ts';
import { finishUndo } from '../undo-app.ts';
import { type Connection, earlierOf, withConnection } from './journal-state.ts';

/** Brings to an end what a crash left half done: each app is connected, or it is not. */
export async function repairConnections(context: AppContext, log: Log): Promise<void> {
  const { connections } = await context.journal.read();
  for (const [id, connection] of Object.entries(connections)) {
    if (connection.status === 'done') continue;
    try {
      await context.files.sweep(connection.file);
      await settle(context, id, connection);
      log.info('an interrupted change of an app’s settings was brought to an end', { app: id });
    } catch (error) {
      log.warn('an interrupted change of an app’s settings could not be brought to an end', {
        app: id,
        error,
      });
    }
  }
}

async function settle(context: AppContext, id: string, connection: Connection): Promise<void> {
  if (connection.status === 'undoing') return finishUndo(context, id, connection);
  const isWritten = await wasWritten(context, id, connection);
  if (!isWritten) await removeFolders(context, connection);
  const { previous: _, ...made } = connection;
  const outcome = isWritten ? ({ ...made, status: 'done' } as const) : earlierOf(connection);
  await context.journal.update((state) => withConnection(state, id, outcome));
}

/** A write is whole or not at all: the file is as planned, or as it was, or somebody has changed it since. */
async function wasWritten(context: AppContext, id: string, connection: Connection): Promise<boolean> {
  const { file: path, plan, previous } = connection;
  const text = await context.files.read(path);
  if (text === plan.after) return true;
  if (text === undefined || (previous === undefined && text === plan.before)) return false;
  const root = readConfig({ path, text, format: await formatOf(id) });
  const altering = plan.changes.filter(altersValue);
  const holds = altering.map((change) => stillHolds(root, change));
  return previous === undefined ? holds.includes(true) : !holds.includes(false);
}

async function removeFolders({ files }: AppContext, { folders, file }: Connection): Promise<void> {
  if (await files.exists(file)) return;
  for (const folder of [...folders].reverse()) await files.remove(folder);
}
