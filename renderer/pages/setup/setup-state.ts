import { create } from 'zustand';
import type { BedrockProviderConfig, NetworkConfig } from '../../../contract/config.ts';
import type { WizardState } from '../../../contract/wizard.ts';

interface SetupState {
  /** The engine has told where the wizard stood. */
  readonly loaded: boolean;
  readonly state: WizardState;
  /** The engine's handle for pasted secrets. Kept in memory only: after a crash they are pasted again. */
  readonly pasted: string | undefined;
  /** A check has found that the way out is not open: its settings are to be seen at once. */
  readonly network: boolean;
}

export const EMPTY_SETUP: WizardState = { step: 'sign-in', providers: [], simulated: false };

export const useSetup = create<SetupState>(() => ({
  loaded: false,
  state: EMPTY_SETUP,
  pasted: undefined,
  network: false,
}));

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

/** A company's network is the machine's: what is set for one region is set for all. */
export function changeNetwork({ proxy, caFile }: NetworkConfig): void {
  const { providers } = useSetup.getState().state;
  changeSetup({ providers: providers.map((each) => ({ ...each, proxy, caFile })) });
}

/** Opens the settings of the way out. */
export function showNetwork(): void {
  useSetup.setState({ network: true });
}
