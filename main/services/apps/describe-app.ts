import type { ConnectedApp } from '../../../contract/connected-app.ts';
import type { AppContext } from './app-context.ts';
import { stillHolds } from './edit-plan.ts';
import { findVariableConflict } from './find-conflict.ts';
import { findFile } from './find-file.ts';
import { loadFormat } from './formats/load-format.ts';
import { isInstalled } from './is-installed.ts';
import type { Connection } from './journal/journal-state.ts';
import { readConfig } from './plan-edit.ts';
import type { AppSetup, AppTarget, OneClickTarget } from './target.ts';

/** What is known of one app beside its description. */
export interface AppNotes {
  readonly setup: AppSetup;
  readonly connection: Connection | undefined;
  /** Its last request, in milliseconds since 1970. */
  readonly lastSeenAt: number | undefined;
}

/** An app as its card shows it. Never throws for a file that cannot be read: the card says so. */
export async function describeApp(
  context: AppContext,
  target: AppTarget,
  notes: AppNotes,
): Promise<ConnectedApp> {
  const { files } = context;
  const { setup, lastSeenAt } = notes;
  const found = (await isInstalled(files, target)) ? 'not-connected' : 'not-installed';
  const steps = target
    .steps(setup, files.place)
    .filter(({ copy }) => copy === undefined || !copy.includes(setup.key));
  const card = { id: target.id, name: target.name, way: target.way, steps: [...steps], lastSeenAt };
  switch (target.way) {
    case 'one-click':
      return { ...card, ...(await oneClickState(context, target, { ...notes, found })) };
    case 'guided':
      return { ...card, state: lastSeenAt === undefined ? found : 'connected' };
    case 'impossible':
      return { ...card, state: found, reason: target.reason };
    default: {
      const never: never = target;
      return never;
    }
  }
}

type CardState = Pick<ConnectedApp, 'state' | 'file' | 'conflict'>;

async function oneClickState(
  { files }: AppContext,
  target: OneClickTarget,
  { setup, connection, found }: AppNotes & { found: ConnectedApp['state'] },
): Promise<CardState> {
  const path = connection?.file ?? (await findFile(files, target));
  const conflict = await findVariableConflict(files, target);
  try {
    const text = await files.read(path);
    const root = readConfig({ path, text, format: await loadFormat(target.format) });
    if (connection === undefined) return { state: found, file: path, conflict };
    const isOurs = connection.plan.changes.every((change) => stillHolds(root, change));
    const state = isOurs ? 'connected' : 'changed-by-hand';
    return { state, file: path, conflict: conflict ?? staleness(setup, connection) };
  } catch (error) {
    const state = connection === undefined ? found : 'changed-by-hand';
    return { state, file: path, conflict: error instanceof Error ? error.message : String(error) };
  }
}

function staleness(setup: AppSetup, { baseUrl, keyEnding }: Connection): string | undefined {
  if (baseUrl !== setup.baseUrl)
    return `It still uses ${baseUrl}; kRouter is at ${setup.baseUrl} now. Connect it again.`;
  if (!setup.key.endsWith(keyEnding)) return 'kRouter’s key has changed since. Connect it again.';
  return undefined;
}
