import type { LiveEvent } from '../../contract/live-event.ts';
import { createAppCalls } from './apps/app-calls.ts';
import { createBudgetCalls } from './budgets/budget-calls.ts';
import { toBudgetView } from './budgets/budget-view.ts';
import { createCheckCalls } from './checks/check-calls.ts';
import { createCheckRuns } from './checks/check-runs.ts';
import { createComboCalls } from './combos/combo-calls.ts';
import { createCompressionCalls } from './compression/compression-calls.ts';
import { createShellCalls } from './desktop-shell.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { createEventHub, type EventHub } from './events/event-hub.ts';
import { startLiveFeed } from './events/live-feed.ts';
import type { Implementations } from './implementations.ts';
import { createModelCalls } from './models/model-calls.ts';
import { createNetworkCalls } from './network/network-calls.ts';
import { createPolicyCalls } from './policy/policy-calls.ts';
import { createProviderCalls } from './providers/provider-calls.ts';
import { createRegionCalls } from './regions/region-calls.ts';
import { createRegionWindow, type RegionWindow } from './regions/region-window.ts';
import { createRequestCalls } from './requests/request-calls.ts';
import type { ServiceParts } from './service-parts.ts';
import { createSettingsCalls } from './settings/settings-calls.ts';
import { createSignInBook } from './sign-in/sign-in-book.ts';
import { createSignInCalls } from './sign-in/sign-in-calls.ts';
import { createStatusCalls, readStatus, type StatusParts } from './status/status-calls.ts';
import { createToday } from './status/today.ts';
import { createUsageCalls } from './usage/usage-calls.ts';
import { createPastedSecrets } from './wizard/pasted-secrets.ts';
import { createWizardCalls } from './wizard/wizard-calls.ts';
import { createWizardStates } from './wizard/wizard-state.ts';

/** The engine's side of the contract. */
export interface Services {
  readonly dispatcher: Dispatcher;
  readonly events: EventHub;
}

/** Builds every service and puts one dispatcher in front of them. */
export function createServices(parts: ServiceParts): Services {
  const { engine, clock, apps, log } = parts;
  const today = createToday(engine.metering.ledger, () => clock.now());
  const window = createRegionWindow(() => clock.monotonic());
  engine.metering.observe((row) => {
    today.add(row);
    window.add(row);
    apps.seen(row.app, row.startedAt);
  });
  const status: StatusParts = {
    ...parts,
    today,
    isDesktop: parts.shell !== undefined,
    onSwitched: () => void readStatus(status).then(tellStatus, () => undefined),
  };
  const events = createEventHub({
    greet: async () => ({ type: 'status-changed', status: await readStatus(status) }),
    feed: (emit) =>
      startLiveFeed(
        { metering: engine.metering, status: () => readStatus(status), health: () => engine.router.health() },
        emit,
      ),
  });
  const tellStatus = (now: Awaited<ReturnType<typeof readStatus>>) =>
    events.emit({ type: 'status-changed', status: now });
  engine.metering.budgets.onReached((standing) => {
    events.emit({ type: 'budget-crossed', budget: toBudgetView(standing) });
    status.onSwitched();
  });
  engine.metering.budgets.onRenewed(() => {
    events.emit({ type: 'budgets-changed' });
    status.onSwitched();
  });
  const implementations = implement(parts, { status, events, window });
  return { dispatcher: createDispatcher(implementations, log), events };
}

interface Shared {
  readonly status: StatusParts;
  readonly events: EventHub;
  readonly window: RegionWindow;
}

function implement(parts: ServiceParts, { status, events, window }: Shared): Implementations {
  const { engine, clock, log, randomId } = parts;
  const now = () => clock.now();
  const pasted = createPastedSecrets({ clock, randomId });
  const tell = (...types: Changed[]) => {
    for (const type of types) events.emit({ type });
    status.onSwitched();
  };
  const prices = () => parts.book.running.prices;
  const onProviders = () => tell('providers-changed', 'regions-changed');
  return {
    ...createStatusCalls(status),
    ...createSettingsCalls({ ...parts, onChanged: () => tell('settings-changed') }),
    ...createShellCalls(parts.shell, parts.key),
    ...createProviderCalls({ ...parts, pasted, now, onChanged: onProviders }),
    ...createCheckCalls({ ...parts, pasted, runs: createCheckRuns(randomId, events.emit), prices }),
    ...createWizardCalls({
      ...parts,
      files: parts.awsFiles,
      pasted,
      now,
      states: createWizardStates(parts.wizardFile, log),
      onChanged: onProviders,
    }),
    ...accessCalls(parts, onProviders),
    ...createPolicyCalls(engine),
    ...createModelCalls({ engine, clock, log, prices }),
    ...createComboCalls({ ...parts, onChanged: () => tell('combos-changed') }),
    ...createRegionCalls({ ...parts, window }),
    ...createRequestCalls(engine.metering),
    ...createUsageCalls(engine.metering.ledger),
    ...createBudgetCalls({
      ...parts,
      budgets: engine.metering.budgets,
      onChanged: () => tell('budgets-changed'),
    }),
    ...createCompressionCalls(parts.compression),
    ...createAppCalls(parts.apps, () => tell('apps-changed')),
  };
}

/** Signing in, and the way out of a company's network. */
function accessCalls(parts: ServiceParts, onProviders: () => void) {
  const { engine, randomId, awsFiles: files } = parts;
  const { signIns, http } = engine;
  const onSignedIn = () => {
    for (const { id } of engine.providers) engine.bedrock(id)?.credentials.invalidate();
    onProviders();
  };
  return {
    ...createSignInCalls({ ...parts, book: createSignInBook(randomId), files, signIns, http, onSignedIn }),
    ...createNetworkCalls({ ...parts, http }),
  };
}

/** The events that carry nothing. */
type Changed = Extract<
  LiveEvent,
  {
    type:
      | 'providers-changed'
      | 'regions-changed'
      | 'combos-changed'
      | 'settings-changed'
      | 'apps-changed'
      | 'budgets-changed';
  }
>['type'];
