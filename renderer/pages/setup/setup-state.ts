import { create } from 'zustand';
import type { BedrockProviderConfig, NetworkConfig } from '../../../contract/config.ts';
import type { WizardState } from '../../../contract/wizard.ts';

interface SetupState {
  /** The engine has told where the wizard stood. */
  readonly loaded: boolean;
  readonly state: WizardState;
  /** The engine's handle for pasted secrets. Kept in memory only: after a crash they are pasted again. */
  readonly pasted: string | undefined;
  /** What a failed check has pointed to: the step that has it begins there. */
  readonly attention: Attention | undefined;
}

/** A place in the wizard. Regions are pointed to by their provider. */
export type Attention = 'credentials' | 'add-region' | 'network' | `scope ${string}`;

export const EMPTY_SETUP: WizardState = { step: 'sign-in', providers: [], simulated: false };

export const useSetup = create<SetupState>(() => ({
  loaded: false,
  state: EMPTY_SETUP,
  pasted: undefined,
  attention: undefined,
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

/** Whether the wizard is about this provider. */
export function isPlanned(id: string): boolean {
  return useSetup.getState().state.providers.some((planned) => planned.id === id);
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

/** Makes the next step that is shown begin at this place. */
export function pointTo(attention: Attention): void {
  useSetup.setState({ attention });
}

/** What was pointed to, once. */
export function takeAttention(): Attention | undefined {
  const { attention } = useSetup.getState();
  if (attention !== undefined) useSetup.setState({ attention: undefined });
  return attention;
}
