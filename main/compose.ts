import { randomBytes } from 'node:crypto';
import type { Config } from '../contract/config.ts';
import { type AppsParts, composeApps } from './compose-apps.ts';
import { composeEdge } from './compose-edge.ts';
import { composeEngine, type EngineFoundations } from './compose-engine.ts';
import { createSimulation, withSimulatedSecrets } from './compose-simulation.ts';
import type { Provider } from './core/provider.ts';
import { createDashboard } from './http/dashboard/dashboard.ts';
import { createRequestId } from './http/request-id.ts';
import type { Metering } from './metering/metering.ts';
import { openAwsFiles } from './platform/home-aws-files.ts';
import type { LocalKey } from './platform/local-key.ts';
import { createMemorySecretStore } from './platform/memory-secret-store.ts';
import { createNodeCommandRunner } from './platform/node-command-runner.ts';
import { readCaFile } from './platform/outbound/read-ca-file.ts';
import type { AssetMap } from './platform/ports/assets.ts';
import type { HttpTimeouts } from './platform/ports/http-client.ts';
import type { Log } from './platform/ports/log.ts';
import type { SecretStore } from './platform/ports/secrets.ts';
import type { TextFile } from './platform/ports/text-file.ts';
import { systemClock } from './platform/system-clock.ts';
import type { Router } from './routing/router.ts';
import type { AppConnector } from './services/apps/app-connector.ts';
import { noApps } from './services/apps/no-apps.ts';
import { createCompressionBook } from './services/compression/compression-book.ts';
import { createConfigBook } from './services/config/config-book.ts';
import { createServices, type Services } from './services/create-services.ts';
import type { DesktopShell } from './services/desktop-shell.ts';
import { createRoutingSwitch, type RoutingSwitch } from './services/status/routing-switch.ts';
import { VERSION } from './version.ts';

/** What has to be known before anything is built. */
export interface Foundations {
  readonly config: Config;
  readonly key: LocalKey;
  readonly ledgerPath: string;
  readonly log: Log;
  /** The environment that credentials of source `env` come from. */
  readonly env: { readonly [name: string]: string | undefined };
  /** As `config` would stand in the file: without the command line's flags. `config` itself when absent. */
  readonly saved?: Config;
  /** Where changes of the configuration are kept; absent: until the process ends. */
  readonly configFile?: TextFile;
  /** Where the wizard remembers its step; absent: until the process ends. */
  readonly wizardFile?: TextFile;
  /** Memory when absent. */
  readonly secrets?: SecretStore;
  /** The built dashboard; none when absent. */
  readonly assets?: () => AssetMap;
  /** kRouter's own folder, where changes to apps are noted; no app is touched when absent. */
  readonly appsFolder?: string;
  /** In the place of this machine's apps. */
  readonly apps?: AppConnector;
  /** Outbound deadlines in the place of the usual ones. */
  readonly timeouts?: Partial<HttpTimeouts>;
  /** What `/health` tells as `instance`; random when absent. */
  readonly instance?: string;
  /** Present in the desktop app only. */
  readonly shell?: DesktopShell;
}

/** The whole of kRouter, built and not yet listening. */
export interface Krouter {
  /** Can be closed and opened again. */
  readonly edge: RoutingSwitch;
  readonly router: Router;
  readonly metering: Metering;
  /** Those of the configuration in force. */
  readonly providers: readonly Provider[];
  /** The dashboard's contract, for the desktop's own transport. */
  readonly services: Services;
  /** The path of a link that opens the dashboard in a browser, once, within `lifeMs`. */
  dashboardLink(lifeMs: number): string;
  /** The machine slept or changed networks: connections from before are dropped, new ones are made. */
  wake(): void;
  /** Drains live answers, flushes the ledger, closes every socket. */
  close(drainMs: number): Promise<void>;
}

/** Builds every object, once. Nothing is opened, read or called before it is needed. */
export function compose(foundations: Foundations): Krouter {
  const { config, log, configFile: file, saved = config, assets = noAssets } = foundations;
  const simulation = createSimulation();
  const secrets = withSimulatedSecrets(foundations.secrets ?? createMemorySecretStore(), simulation);
  const compression = createCompressionBook();
  const keepSecrets: EngineFoundations['keepSecrets'] = (id, renewed) => secrets.write(id, renewed);
  const engine = composeEngine({ ...foundations, secrets, keepSecrets, observeReduction: compression.add });
  engine.metering.observe(compression.settle);
  const book = createConfigBook({ running: config, saved, file, engine });
  let inForce = config;
  const routing = createRoutingSwitch(() => {
    const { host, port } = book.running;
    inForce = { ...inForce, host, port };
    return composeEdge({ ...foundations, engine, dashboard, host, port });
  });
  const onSeen = () => services.events.emit({ type: 'apps-changed' });
  const configured = () => inForce;
  const apps = appsOf(foundations, { router: engine.router, routing, configured, onSeen });
  const live = { engine, routing, book, secrets, compression, simulation, apps };
  const services: Services = createServices({ ...usualParts(foundations), ...live, inForce: configured });
  const dashboard = createDashboard({ ...services, clock: systemClock, log, assets });
  return {
    edge: routing,
    router: engine.router,
    metering: engine.metering,
    get providers() {
      return engine.providers;
    },
    services,
    dashboardLink: dashboard.link,
    wake: () => engine.wake(),
    async close(drainMs) {
      await routing.close({ drainMs });
      await engine.close();
      await simulation.stop();
    },
  };
}

function appsOf(
  { appsFolder, apps = noApps, env, log, key }: Foundations,
  live: Omit<AppsParts, 'folder' | 'env' | 'log' | 'key'>,
): AppConnector {
  return appsFolder === undefined ? apps : composeApps({ ...live, folder: appsFolder, env, log, key });
}

const noAssets = (): AssetMap => new Map();

/** What the services take from outside, with its usual stand-in where it is not given. */
function usualParts({ key, log, env, wizardFile, shell }: Foundations) {
  return {
    version: VERSION,
    clock: systemClock,
    log,
    env,
    awsFiles: openAwsFiles(env),
    commands: createNodeCommandRunner(env),
    readCaFile: (path: string) => readCaFile(path).facts,
    wizardFile,
    shell,
    key: key.value,
    randomId: () => randomBytes(18).toString('base64url'),
    requestId: () => createRequestId(systemClock.now()),
  };
}
