import { homedir } from 'node:os';
import { createNodeAppFiles } from './platform/app-files/node-app-files.ts';
import type { LocalKey } from './platform/local-key.ts';
import type { Log } from './platform/ports/log.ts';
import { systemClock } from './platform/system-clock.ts';
import type { Router } from './routing/router.ts';
import type { AppConnector } from './services/apps/app-connector.ts';
import { createAppConnector } from './services/apps/create-app-connector.ts';
import { toAppModels } from './services/apps/to-app-models.ts';
import { baseUrlOf } from './services/status/base-url.ts';
import type { RoutingSwitch } from './services/status/routing-switch.ts';

export interface AppsParts {
  /** kRouter's own folder, where every change to an app is noted first. */
  readonly folder: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly log: Log;
  readonly key: LocalKey;
  readonly router: Router;
  readonly routing: RoutingSwitch;
  /** The address while routing is off. */
  readonly configured: () => { readonly host: string; readonly port: number };
  onSeen(): void;
}

const PLATFORMS = { darwin: 'darwin', win32: 'win32' } as const;

/** Connects the apps of this machine's user. */
export function composeApps(parts: AppsParts): AppConnector {
  const { folder, env, log, key, router, routing, configured, onSeen } = parts;
  const platform =
    process.platform === 'darwin' || process.platform === 'win32' ? PLATFORMS[process.platform] : 'linux';
  return createAppConnector({
    files: createNodeAppFiles({ platform, home: homedir(), env }),
    dataDir: folder,
    log,
    now: () => systemClock.now(),
    setup: async () => ({
      baseUrl: baseUrlOf(routing.state.kind === 'listening' ? routing.state.address : configured()),
      key: key.value,
      keyFile: key.file,
      models: toAppModels(await router.models()),
    }),
    onSeen,
  });
}
