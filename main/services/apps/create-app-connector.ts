import type { ConnectedApp } from '../../../contract/connected-app.ts';
import type { AppFiles } from '../../platform/ports/app-files.ts';
import type { Log } from '../../platform/ports/log.ts';
import { notFound } from '../call-failure.ts';
import type { AppConnector } from './app-connector.ts';
import { type AppContext, targetOf } from './app-context.ts';
import { connectApp } from './connect-app.ts';
import { describeApp } from './describe-app.ts';
import { createAppJournal } from './journal/app-journal.ts';
import { repairConnections } from './journal/repair-connections.ts';
import { createLastSeen } from './last-seen.ts';
import { previewConnection } from './preview-connection.ts';
import { createQueue } from './queue.ts';
import type { AppSetup, AppTarget } from './target.ts';
import { allTargets } from './targets/all-targets.ts';
import { undoApp } from './undo-app.ts';

export interface AppConnectorParts {
  readonly files: AppFiles;
  /** kRouter's own folder, for the journal and the first backups. */
  readonly dataDir: string;
  readonly log: Log;
  /** What apps are to be told, as it is now. */
  setup(): Promise<AppSetup>;
  /** Milliseconds since 1970. */
  now(): number;
  /** An app's first request since it was connected has come. */
  onSeen(): void;
}

/** Aims the apps of this machine at kRouter. What a crash left half done is repaired before anything else. */
export function createAppConnector(parts: AppConnectorParts): AppConnector {
  const { files, dataDir, log, setup, now } = parts;
  const context: AppContext = { files, journal: createAppJournal(files, dataDir), setup, now };
  const inTurn = createQueue();
  const lastSeen = createLastSeen(context.journal, inTurn, parts);
  // First in turn: nothing else is done before it.
  inTurn(() => repairConnections(context, log)).catch((error: unknown) => {
    log.warn('the notes about connected apps cannot be read', { error });
  });
  const cardsOf = async (targets: readonly AppTarget[]): Promise<readonly ConnectedApp[]> => {
    const { connections } = await context.journal.read();
    const told = await setup();
    return Promise.all(
      targets.map(async (target) => {
        const { id } = target;
        const notes = { setup: told, connection: connections[id], lastSeenAt: await lastSeen.of(id) };
        return describeApp(context, target, notes);
      }),
    );
  };
  const change = (id: string, act: () => Promise<void>): Promise<ConnectedApp> =>
    inTurn(async () => {
      await act();
      const [card] = await cardsOf([targetOf(id)]);
      if (card === undefined) throw notFound(`The app ${id}`);
      return card;
    });
  return {
    list: () => inTurn(() => cardsOf(allTargets)),
    preview: (id) => inTurn(() => previewConnection(context, id)),
    connect: (id) =>
      change(id, async () => {
        await connectApp(context, id);
        lastSeen.forget(id);
      }),
    undo: (id) => change(id, () => undoApp(context, id)),
    seen: (app, at) => lastSeen.note(app, at),
  };
}
