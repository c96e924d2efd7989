import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { z } from 'zod';
import { configSchema } from '../../contract/config.ts';
import { compose, type Krouter } from '../../main/compose.ts';
import type { HttpTimeouts } from '../../main/platform/ports/http-client.ts';
import type { LedgerRow } from '../../main/platform/ports/ledger-store.ts';
import { createStreamLog } from '../../main/platform/stream-log.ts';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { SimulatorOptions } from '../../main/simulator/simulator-options.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';

export const KEY = 'sk-krouter-e2e-0123456789';
export const SONNET = 'anthropic.claude-sonnet-4-6';
/** The combo over all regions of the engine, in their order. */
export const PAIR = 'pair';

/** Parts of a configuration, as they would stand in the file. */
export type ConfigInput = Partial<z.input<typeof configSchema>>;

export interface EngineOptions {
  /** us-east-1 and us-west-2 unless told. */
  readonly regions?: readonly string[];
  readonly simulator?: Partial<SimulatorOptions>;
  /** Replaces what the harness would configure, given the regions. */
  readonly config?: (regions: readonly SimulatedRegion[]) => ConfigInput;
  /** Where credentials of source `env` come from; the demo keys unless told. */
  readonly env?: Readonly<Record<string, string>>;
  /** Outbound deadlines in milliseconds. */
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** The real engine in front of simulated regions, and everything a test may want to look at. */
export interface RunningEngine {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly simulator: Simulator;
  /** The regions in the order they were asked for. */
  readonly regions: readonly SimulatedRegion[];
  readonly krouter: Krouter;
  /** Every line logged so far, JSON text. */
  readonly logLines: readonly string[];
  openai(options?: ConstructorParameters<typeof OpenAI>[0]): OpenAI;
  anthropic(options?: ConstructorParameters<typeof Anthropic>[0]): Anthropic;
  /** The ledger's row of an answer. @throws Error when there is none */
  row(requestId: string | null | undefined): Promise<LedgerRow>;
  close(): Promise<void>;
}

const running = new Set<RunningEngine>();

/** Closes every engine that was started. */
export async function closeEngines(): Promise<void> {
  await Promise.all([...running].map((engine) => engine.close()));
}

/** Starts regions and the engine in front of them, each on a free port. */
export async function startEngine(options: EngineOptions = {}): Promise<RunningEngine> {
  const names = options.regions ?? ['us-east-1', 'us-west-2'];
  const simulator = await startSimulator({
    regions: names,
    accessKeys: [demoCredentials],
    ...options.simulator,
  });
  const regions = names.map((name) => simulator.region(name));
  const dataDir = mkdtempSync(join(tmpdir(), 'krouter-e2e-'));
  const logLines: string[] = [];
  const config = configSchema.parse({ ...usualConfig(regions), ...options.config?.(regions) });
  const krouter = compose({
    config,
    key: { value: KEY, foundIn: join(dataDir, 'api-key') },
    ledgerPath: join(dataDir, 'ledger.sqlite'),
    log: createStreamLog({ write: (line) => logLines.push(line) }, config.logLevel),
    timeouts: options.timeouts,
    env: options.env ?? {
      AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
    },
  });
  const { port } = await krouter.edge.listen();
  const url = `http://127.0.0.1:${port}`;
  const engine: RunningEngine = {
    url,
    port,
    dataDir,
    simulator,
    regions,
    krouter,
    logLines,
    openai: (more) => new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0, ...more }),
    anthropic: (more) => new Anthropic({ baseURL: url, apiKey: KEY, maxRetries: 0, ...more }),
    row: (requestId) => rowOf(krouter, requestId),
    async close() {
      if (!running.delete(engine)) return;
      await krouter.close(0);
      await simulator.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  running.add(engine);
  return engine;
}

function usualConfig(regions: readonly SimulatedRegion[]): ConfigInput {
  return {
    apiKey: KEY,
    port: 0,
    logLevel: 'debug',
    providers: regions.map(bedrock),
    combos: [{ id: PAIR, models: regions.map(({ region }) => `bedrock-${region}/${SONNET}`) }],
  };
}

/** A provider's settings for a simulated region, signing with the keys of the environment. */
export function bedrock({ region, endpoint }: SimulatedRegion) {
  return {
    id: `bedrock-${region}`,
    type: 'bedrock' as const,
    region,
    endpoint,
    credentials: { source: 'env' as const },
  };
}

async function rowOf({ metering }: Krouter, requestId: string | null | undefined): Promise<LedgerRow> {
  const row = await metering.ledger.get(String(requestId));
  if (row === undefined) throw new Error(`the ledger has no row ${requestId}`);
  return row;
}

/** The requests a region got for its models: token counts and listings are left out. */
export function invocations(region: SimulatedRegion) {
  return region.requests.filter(({ operation }) => operation?.startsWith('InvokeModel') ?? false);
}

/** The first and the second region of an engine. */
export function pairOf({ regions }: RunningEngine): readonly [SimulatedRegion, SimulatedRegion] {
  const [first, second] = regions;
  if (first === undefined || second === undefined) throw new Error('this engine has no two regions');
  return [first, second];
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Waits until something is so, looking every few milliseconds. @throws Error after `ms` */
export async function until(isSo: () => boolean | Promise<boolean>, ms = 3_000): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`it was not so within ${ms} ms: ${isSo}`);
    await pause(5);
  }
}
