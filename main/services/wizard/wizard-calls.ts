import type { WizardState } from '../../../contract/wizard.ts';
import type { SecretStore } from '../../platform/ports/secrets.ts';
import { CallFailure } from '../call-failure.ts';
import type { ConfigBook, ConfigEdit } from '../config/config-book.ts';
import type { Implementations } from '../implementations.ts';
import { upsertProvider } from '../providers/upsert-provider.ts';
import { type DetectParts, detectSignIns } from './detect/detect-sign-ins.ts';
import { readPasted } from './paste/read-pasted.ts';
import type { PastedSecrets } from './pasted-secrets.ts';
import type { Simulation } from './simulation.ts';
import type { WizardStates } from './wizard-state.ts';

export interface WizardParts extends DetectParts {
  readonly book: ConfigBook;
  readonly secrets: SecretStore;
  readonly pasted: PastedSecrets;
  readonly states: WizardStates;
  readonly simulation: Simulation;
  onChanged(): void;
}

type WizardCalls = Implementations<
  'wizard.detect' | 'wizard.paste' | 'wizard.load' | 'wizard.save' | 'wizard.finish' | 'wizard.simulate'
>;

/** From no account to a working provider. */
export function createWizardCalls(parts: WizardParts): WizardCalls {
  const { pasted, states, simulation } = parts;
  return {
    'wizard.detect': () => detectSignIns(parts),
    'wizard.paste'({ text }) {
      const { shown, secrets } = readPasted(text, parts.now());
      return secrets === undefined ? shown : { ...shown, handle: pasted.keep(secrets) };
    },
    'wizard.load': () => resume(states.load(), simulation),
    'wizard.save'(state) {
      states.save(state);
      return {};
    },
    async 'wizard.finish'({ state, pasted: handle }) {
      await finish(state, handle, parts);
      states.save(undefined);
      parts.onChanged();
      return {};
    },
    async 'wizard.simulate'() {
      const providers = [...(await simulation.start())];
      const state: WizardState = { step: 'checks', providers, simulated: true };
      states.save(state);
      return state;
    },
  };
}

/** Simulated regions end with the process, and what was planned on them with it. */
function resume(state: WizardState | undefined, simulation: Simulation): WizardState | undefined {
  if (state === undefined || !state.simulated || simulation.isRunning) return state;
  return { step: 'sign-in', providers: [], simulated: false };
}

async function finish(
  { providers: planned, credentials, simulated }: WizardState,
  handle: string | undefined,
  { book, secrets, pasted }: WizardParts,
): Promise<void> {
  if (planned.length === 0)
    throw new CallFailure('invalid_input', 'Choose a region first.', 'state.providers');
  const kept = handle === undefined ? undefined : pasted.secretsOf(handle);
  const chosen = kept === undefined ? credentials : ({ source: 'keychain' } as const);
  const providers = planned.map((entry) => ({ ...entry, credentials: chosen ?? entry.credentials }));
  const edit: ConfigEdit = (config) => providers.reduce(upsertProvider, config);
  book.check(edit);
  // One entry per provider: each can be changed or removed without the others.
  if (kept !== undefined) for (const { id } of providers) await secrets.write(id, kept);
  book.change(edit, {
    renewed: providers.map(({ id }) => id),
    untilExit: simulated,
  });
}
