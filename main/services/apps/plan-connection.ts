import { CallFailure } from '../call-failure.ts';
import { type AppContext, targetOf } from './app-context.ts';
import { altersValue, type EditPlan, stillHolds } from './edit-plan.ts';
import { findFile } from './find-file.ts';
import { loadFormat } from './formats/load-format.ts';
import type { Connection } from './journal/journal-state.ts';
import { type ConfigFile, planEdit, readConfig } from './plan-edit.ts';
import type { AppSetup, OneClickTarget } from './target.ts';
import { undoText } from './undo-text.ts';

/** What connecting one app would do, from what its file says now. */
export interface PlannedConnection {
  readonly target: OneClickTarget;
  readonly setup: AppSetup;
  /** The file as it is. */
  readonly file: ConfigFile;
  readonly plan: EditPlan;
  /** An earlier connection of this app: its settings are taken out first, so that they are never kept as the user's. */
  readonly earlier: Connection | undefined;
}

/** @throws CallFailure when the app cannot be connected, need not be, or must not be */
export async function planConnection(context: AppContext, id: string): Promise<PlannedConnection> {
  const { files, journal } = context;
  const target = oneClick(id);
  const setup = await context.setup();
  if (target.needsModels && setup.models.length === 0) {
    throw new CallFailure('conflict', 'No model is known yet. Add a provider first, then connect apps.');
  }
  const earlier = (await journal.read()).connections[id];
  const path = earlier?.file ?? (await findFile(files, target));
  const file = { path, text: await files.read(path), format: await loadFormat(target.format) };
  await checkObstacle(context, target, file);
  const clean = earlier === undefined ? file.text : undoText(file, earlier.plan);
  const plan = planEdit({ ...file, text: clean }, target.edits(setup));
  if (isDone(file, plan, earlier)) throw new CallFailure('conflict', `${target.name} already uses kRouter.`);
  return { target, setup, file, plan, earlier };
}

function oneClick(id: string): OneClickTarget {
  const target = targetOf(id);
  if (target.way === 'one-click') return target;
  throw new CallFailure(
    'conflict',
    `${target.name} cannot be connected by kRouter. Its card says how it is done.`,
  );
}

function isDone(file: ConfigFile, plan: EditPlan, earlier: Connection | undefined): boolean {
  if (earlier === undefined) return !plan.changes.some(altersValue);
  const root = readConfig(file);
  return plan.changes.every((change) => stillHolds(root, change));
}

async function checkObstacle(
  { files }: AppContext,
  target: OneClickTarget,
  { text }: ConfigFile,
): Promise<void> {
  const obstacle = target.obstacle?.(files.place);
  if (obstacle === undefined || text !== undefined || !(await files.exists(obstacle.file))) return;
  throw new CallFailure('conflict', obstacle.reason);
}
