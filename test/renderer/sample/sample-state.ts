import type { ComboConfig } from '../../../contract/config.ts';
import type { ProviderView } from '../../../contract/provider-view.ts';
import type { RequestRow } from '../../../contract/request-row.ts';
import type { SettingsView } from '../../../contract/settings.ts';
import type { WizardState } from '../../../contract/wizard.ts';
import type { LiveListener } from '../../../main/services/events/event-hub.ts';
import { createTraffic } from './live-traffic.ts';
import { sampleConfiguration } from './sample-configuration.ts';
import { sampleRows } from './sample-rows.ts';

export interface SampleOptions {
  /** A first start: nothing configured, nothing asked. */
  readonly empty?: boolean;
  readonly streams?: number;
  readonly turnover?: number;
  readonly rows?: number;
}

/** What the sample engine holds. */
export interface SampleState {
  readonly empty: boolean;
  readonly traffic: ReturnType<typeof createTraffic>;
  /** Newest first. */
  rows: readonly RequestRow[];
  providers: ProviderView[];
  combos: ComboConfig[];
  settings: SettingsView;
  wizard: WizardState | undefined;
  emit: LiveListener;
}

export function createSampleState({
  empty = false,
  streams = 7,
  turnover = 0.02,
  rows = 1_200,
}: SampleOptions): SampleState {
  const { providers, combos, settings } = sampleConfiguration();
  const state: SampleState = {
    empty,
    traffic: createTraffic({
      streams: empty ? 0 : streams,
      turnover,
      emit: (event) => state.emit(event),
      finished: (row) => {
        state.rows = [row, ...state.rows];
      },
    }),
    rows: empty ? [] : sampleRows(rows, Date.now()),
    providers: empty ? [] : providers,
    combos: empty ? [] : combos,
    settings,
    wizard: undefined,
    emit: () => undefined,
  };
  return state;
}
