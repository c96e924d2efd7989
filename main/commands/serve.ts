import { join } from 'node:path';
import { compose, type Krouter } from '../compose.ts';
import { AppError } from '../core/app-error.ts';
import { openTextFile } from '../platform/open-text-file.ts';
import { readAssets } from '../platform/read-assets.ts';
import { createStreamLog } from '../platform/stream-log.ts';
import { baseUrlOf } from '../services/status/base-url.ts';
import { CommandFailure } from './command-failure.ts';
import { loadSettings, type Settings, usualConfigPath } from './load-settings.ts';
import type { CommandLine } from './options.ts';
import { rendererFolder } from './renderer-folder.ts';
import { stopOnSignals } from './stop-on-signals.ts';

/** Live answers get this long to finish after SIGTERM or Ctrl-C, in milliseconds. */
const DRAIN_MS = 10_000;

/** The printed link can wait as long for the person who opens it, in milliseconds. */
const LINK_MS = 24 * 3_600_000;

/** `krouter serve`: the engine in the foreground until a signal ends it. */
export async function serve({ options }: CommandLine): Promise<void> {
  const settings = loadSettings(options);
  const krouter = build(settings);
  const { host, port } = await listen(krouter);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  // First: whoever reads the greeting may send a signal at once.
  stopOnSignals(() => krouter.close(DRAIN_MS));
  process.stdout.write(greeting(settings, url, baseUrlOf({ host, port }) + krouter.dashboardLink(LINK_MS)));
}

/** The engine of these settings, logging to stderr. @throws CommandFailure when a provider's settings contradict each other */
export function build(settings: Settings): Krouter {
  const { config, saved, configPath, key, dataDir } = settings;
  const log = createStreamLog(process.stderr, config.logLevel);
  try {
    return compose({
      config,
      saved,
      key,
      ledgerPath: join(dataDir, 'ledger.sqlite'),
      configFile: openTextFile(configPath ?? usualConfigPath(dataDir)),
      wizardFile: openTextFile(join(dataDir, 'wizard.json')),
      appsFolder: dataDir,
      assets: () => readAssets(rendererFolder()),
      log,
      env: process.env,
    });
  } catch (error) {
    throw asFailure(error, 2);
  }
}

/** Listens. @throws CommandFailure naming who has the port. */
export async function listen(krouter: Krouter): Promise<{ host: string; port: number }> {
  try {
    return await krouter.edge.listen();
  } catch (error) {
    throw asFailure(error, 1);
  }
}

function asFailure(error: unknown, exitCode: number): unknown {
  return error instanceof AppError ? new CommandFailure(error.message, exitCode) : error;
}

function greeting(settings: Settings, url: string, dashboard: string): string {
  const { config, configPath, key, notes, dataDir } = settings;
  const lines = [
    `kRouter is listening on ${url}`,
    `  OpenAI style     ${url}/v1`,
    `  Anthropic style  ${url}`,
    `  API key          in ${key.foundIn}`,
    `  Dashboard        ${dashboard} (opens once)`,
    ...notes.map((note) => `  ${note}`),
  ];
  if (config.providers.length === 0) {
    lines.push(
      '',
      'No provider is configured yet, so every model name is unknown. Either',
      '  - set AWS_REGION and AWS_PROFILE (or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK), or',
      `  - write ${configPath ?? usualConfigPath(dataDir)}:`,
      '    {"providers": [{"id": "bedrock-us-east-1", "type": "bedrock", "region": "us-east-1",',
      '                    "credentials": {"source": "profile", "profile": "default"}}]}',
      'then start again. `krouter demo` shows everything without an account.',
    );
  }
  return `${lines.join('\n')}\n`;
}
