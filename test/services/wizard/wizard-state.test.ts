import { describe, expect, it } from 'vitest';
import { createWizardStates } from '../../../main/services/wizard/wizard-state.ts';
import { createRecordedLog } from '../../metering/recorded-log.ts';

/** A file that is text in memory. */
function memoryFile(text?: string) {
  let held = text;
  return {
    read: () => held,
    write: (next: string) => {
      held = next;
    },
  };
}

describe('where the wizard stands', () => {
  it('is found again after a crash', () => {
    const file = memoryFile();
    const log = createRecordedLog();
    createWizardStates(file, log).save({ step: 'models', providers: [], simulated: false });
    expect(createWizardStates(file, log).load()).toEqual({ step: 'models', providers: [], simulated: false });
  });

  it('is nowhere at first and after the end', () => {
    const file = memoryFile();
    const states = createWizardStates(file, createRecordedLog());
    expect(states.load()).toBeUndefined();
    states.save({ step: 'models', providers: [], simulated: false });
    states.save(undefined);
    expect(createWizardStates(file, createRecordedLog()).load()).toBeUndefined();
  });

  it('begins anew, with a warning, when the file is damaged', () => {
    for (const text of ['{', '{"step": "elsewhere"}', '[]']) {
      const log = createRecordedLog();
      expect(createWizardStates(memoryFile(text), log).load()).toBeUndefined();
      expect(log.lines).toEqual([expect.stringContaining('begins anew')]);
    }
  });
});
