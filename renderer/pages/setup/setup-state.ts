import { create } from 'zustand';
import type { BedrockProviderConfig } from '../../../contract/config.ts';
import type { WizardState } from '../../../contract/wizard.ts';

interface SetupState {
  /** The engine has told where the wizard stood. */
  readonly loaded: boolean;
  readonly state: WizardState;
  /** The engine's handle for pasted secrets. Kept in memory only: after a crash they are pasted again. */
  readonly pasted: string | undefined;
}

export const EMPTY_SETUP: WizardState = { step: 'sign-in', providers: [], simulated: false };

export const useSetup = create<SetupState>(() => ({ loaded: false, state: EMPTY_SETUP, pasted: undefined }));

export function loadSetup(state: WizardState): void {
  useSetup.setState({ loaded: true, state });
}

export function changeSetup(change: Partial<WizardState>): void {
  useSetup.setState(({ state }) => ({ state: { ...state, ...change } }));
}

export function holdPasted(pasted: string | undefined): void {
  useSetup.setState({ pasted });
}

/** Replaces one planned provider. */
export function changePlanned(id: string, change: Partial<BedrockProviderConfig>): void {
  const { providers } = useSetup.getState().state;
  changeSetup({ providers: providers.map((each) => (each.id === id ? { ...each, ...change } : each)) });
}
