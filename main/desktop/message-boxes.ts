import { dialog } from 'electron';
import { describeConflict, type PortConflict } from './port-conflict.ts';

/** What the person wants done about a taken port. */
export type ConflictChoice = 'use-other' | 'try-again' | 'stay-stopped';

const CHOICES: readonly ConflictChoice[] = ['use-other', 'try-again', 'stay-stopped'];

/** Names who has the port and asks; nothing is decided by itself. */
export async function askAboutConflict(conflict: PortConflict): Promise<ConflictChoice> {
  const { title, detail } = describeConflict(conflict);
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'kRouter',
    message: title,
    detail,
    buttons: [`Use port ${conflict.offer}`, 'Try again', 'Stay stopped'],
    defaultId: 1,
    cancelId: 2,
    noLink: true,
  });
  return CHOICES[response] ?? 'stay-stopped';
}

/** Says once that closing only hides, and asks once about login. True when it is to launch at login. */
export async function tellAboutHiding(): Promise<boolean> {
  const { checkboxChecked } = await dialog.showMessageBox({
    type: 'info',
    title: 'kRouter',
    message: 'kRouter goes on in the background.',
    detail:
      'Your apps stay connected. The icon beside the clock has everything; Quit is at the end of its menu.',
    buttons: ['OK'],
    checkboxLabel: 'Launch kRouter when I log in',
    checkboxChecked: false,
    noLink: true,
  });
  return checkboxChecked;
}
