import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { z } from 'zod';
import { configSchema } from '../../contract/config.ts';
import { compose, type Foundations, type Krouter } from '../../main/compose.ts';
import { openTextFile } from '../../main/platform/open-text-file.ts';
import type { Asset } from '../../main/platform/ports/assets.ts';
import { createStreamLog } from '../../main/platform/stream-log.ts';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatorOptions } from '../../main/simulator/simulator-options.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';

export const KEY = 'sk-krouter-services-0123456789';
export const SONNET = 'anthropic.claude-sonnet-4-6';
const REGIONS = ['us-east-1', 'us-west-2'] as const;

/** Parts of a configuration, as they would stand in the file. */
type ConfigInput = Partial<z.input<typeof configSchema>>;

export interface Setting {
  readonly config?: (simulator: Simulator) => ConfigInput;
  readonly simulator?: Partial<SimulatorOptions>;
  readonly foundations?: Partial<Foundations>;
  readonly env?: { readonly [name: string]: string };
}

/** The real engine in front of simulated regions, with files of its own. */
export interface RunningServices {
  readonly krouter: Krouter;
  readonly simulator: Simulator;
  readonly url: string;
  readonly folder: string;
  readonly configPath: string;
  /** The configuration file as it stands, parsed. */
  readFile(): unknown;
  /** Every line logged so far. */
  readonly logLines: readonly string[];
  /** One streamed answer through the proxy, read to its end. */
  chat(model?: string, more?: object): Promise<string>;
  close(): Promise<void>;
}

const running = new Set<RunningServices>();

/** Closes everything that was started. */
export async function closeServices(): Promise<void> {
  await Promise.all([...running].map((services) => services.close()));
}

/** The files of a dashboard that is smaller than ours. */
const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ['index.html', { bytes: Buffer.from('<!doctype html><title>page</title>'), type: 'text/html' }],
  ['assets/main-1a2b.js', { bytes: Buffer.from('export {};'), type: 'text/javascript' }],
]);

/** Starts regions and the engine in front of them, each on a free port. */
export async function startServices(setting: Setting = {}): Promise<RunningServices> {
  const simulator = await startSimulator({
    regions: REGIONS,
    accessKeys: [demoCredentials],
    sso: { intervalSeconds: 0 },
    ...setting.simulator,
  });
  const folder = mkdtempSync(join(tmpdir(), 'krouter-services-'));
  const configPath = join(folder, 'config.json');
  const input = { ...usualConfig(simulator), ...setting.config?.(simulator) };
  writeFileSync(configPath, JSON.stringify(input));
  const logLines: string[] = [];
  const krouter = compose({
    config: configSchema.parse(input),
    key: { value: KEY, foundIn: join(folder, 'api-key') },
    ledgerPath: join(folder, 'ledger.sqlite'),
    configFile: openTextFile(configPath),
    wizardFile: openTextFile(join(folder, 'wizard.json')),
    log: createStreamLog({ write: (line) => logLines.push(line) }, 'debug'),
    assets: () => ASSETS,
    env: setting.env ?? {
      AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
      HOME: folder,
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      AWS_ENDPOINT_URL_SSO_OIDC: simulator.region(REGIONS[0]).endpoint,
      AWS_ENDPOINT_URL_SSO: simulator.region(REGIONS[0]).endpoint,
      AWS_CONFIG_FILE: join(folder, 'aws-config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws-credentials'),
    },
    ...setting.foundations,
  });
  const { port } = await krouter.edge.listen();
  const url = `http://127.0.0.1:${port}`;
  const services: RunningServices = {
    krouter,
    simulator,
    url,
    folder,
    configPath,
    readFile: () => JSON.parse(readFileSync(configPath, 'utf8')),
    logLines,
    chat: (model = 'pair', more = {}) => chat(url, { model, ...more }),
    async close() {
      if (!running.delete(services)) return;
      await krouter.close(0);
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  running.add(services);
  return services;
}

/** A provider's settings for a simulated region, signing with the keys of the environment. */
export function bedrock(simulator: Simulator, region: string) {
  const { endpoint } = simulator.region(region);
  return {
    id: `bedrock-${region}`,
    type: 'bedrock' as const,
    region,
    endpoint,
    credentials: { source: 'env' as const },
  };
}

/** Two simulated regions, and a combo of both. */
export function usualConfig(simulator: Simulator): ConfigInput {
  return {
    port: 0,
    providers: REGIONS.map((region) => bedrock(simulator, region)),
    combos: [{ id: 'pair', models: REGIONS.map((region) => `bedrock-${region}/${SONNET}`) }],
  };
}

/** One streamed answer, read to its end. */
export async function chat(url: string, body: object): Promise<string> {
  const response = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': KEY, 'content-type': 'application/json', 'user-agent': 'claude-cli/2.1' },
    body: JSON.stringify({
      max_tokens: 100,
      stream: true,
      messages: [{ role: 'user', content: 'Hi' }],
      ...body,
    }),
  });
  return response.text();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Waits until something is so, looking every few milliseconds. @throws Error after `ms` */
export async function until(isSo: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`it was not so within ${ms} ms: ${isSo}`);
    await pause(5);
  }
}
