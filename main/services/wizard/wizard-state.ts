import { type WizardState, wizardStateSchema } from '../../../contract/wizard.ts';
import type { Log } from '../../platform/ports/log.ts';
import type { TextFile } from '../../platform/ports/text-file.ts';

/** Where the wizard stands, kept so that it survives a crash. */
export interface WizardStates {
  load(): WizardState | undefined;
  /** Undefined: the wizard is done. */
  save(state: WizardState | undefined): void;
}

/** @param file absent: kept until the process ends */
export function createWizardStates(file: TextFile | undefined, log: Log): WizardStates {
  let state: WizardState | undefined;
  let isRead = file === undefined;
  return {
    load() {
      if (!isRead && file !== undefined) state = readState(file, log);
      isRead = true;
      return state;
    },
    save(next) {
      file?.write(`${JSON.stringify(next ?? null)}\n`);
      isRead = true;
      state = next;
    },
  };
}

/** A damaged file costs some clicks, not the start. */
function readState(file: TextFile, log: Log): WizardState | undefined {
  try {
    const value: unknown = JSON.parse(file.read() ?? 'null');
    return value === null ? undefined : wizardStateSchema.parse(value);
  } catch (error) {
    log.warn('the wizard begins anew: what it had kept cannot be read', { error });
    return undefined;
  }
}
