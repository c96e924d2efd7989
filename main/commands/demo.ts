import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, configSchema } from '../../contract/config.ts';
import { compose, type Krouter } from '../compose.ts';
import { readAssets } from '../platform/read-assets.ts';
import { createStreamLog } from '../platform/stream-log.ts';
import { demoCredentials } from '../simulator/demo-credentials.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { type DemoAnswer, demoRequest } from './demo-request.ts';
import type { CommandLine } from './options.ts';
import { parsePort } from './parse-port.ts';
import { rendererFolder } from './renderer-folder.ts';
import { listen } from './serve.ts';
import { stopOnSignals } from './stop-on-signals.ts';

const REGIONS = ['us-east-1', 'us-west-2'] as const;
const MODEL = 'anthropic.claude-sonnet-4-6';
/** Slow enough to see the words come, fast enough not to wait for them. */
const TOKEN_DELAY_MS = 12;
/** How long the printed link waits for whoever opens it, in milliseconds. */
const LINK_MS = 24 * 3_600_000;

/** `krouter demo`: the real engine on simulated regions; one of them breaks, the answers do not. */
export async function demo({ options }: CommandLine): Promise<void> {
  const port = options.port === undefined ? undefined : parsePort(options.port);
  const simulator = await startSimulator({
    regions: REGIONS,
    accessKeys: [demoCredentials],
    tokenDelayMs: TOKEN_DELAY_MS,
  });
  const folder = mkdtempSync(join(tmpdir(), 'krouter-demo-'));
  const key = `sk-krouter-${randomBytes(12).toString('base64url')}`;
  const portal = simulator.region(REGIONS[0]).endpoint;
  const krouter = build(demoConfig(port, simulator, key), { folder, portal });
  const stop = async () => {
    await krouter.close(1_000);
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  };
  stopOnSignals(stop);
  try {
    const address = await listen(krouter);
    await show({ krouter, simulator, port: address.port, key });
    if (options.once) return await stop();
    print(epilogue(address.port, key, krouter.dashboardLink(LINK_MS)));
  } catch (error) {
    await stop();
    throw error;
  }
}

function demoConfig(port: number | undefined, simulator: Simulator, key: string): Config {
  return configSchema.parse({
    apiKey: key,
    port,
    providers: REGIONS.map((region) => ({
      id: `bedrock-${region}`,
      type: 'bedrock',
      region,
      endpoint: simulator.region(region).endpoint,
      credentials: { source: 'env' },
    })),
    combos: [
      { id: 'regulated', models: REGIONS.map((region) => `bedrock-${region}/${MODEL}`), residency: 'us' },
    ],
    logLevel: 'error',
  });
}

/** @param place a folder of its own, also in the place of the home folder; the simulated Identity Center */
function build(config: Config, { folder, portal }: { folder: string; portal: string }): Krouter {
  return compose({
    config,
    key: { value: config.apiKey ?? '', foundIn: 'the output of krouter demo' },
    ledgerPath: join(folder, 'ledger.sqlite'),
    log: createStreamLog(process.stderr, config.logLevel),
    assets: () => readAssets(rendererFolder()),
    env: {
      AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
      HOME: folder,
      AWS_ENDPOINT_URL_SSO_OIDC: portal,
      AWS_ENDPOINT_URL_SSO: portal,
    },
  });
}

interface Stage {
  readonly krouter: Krouter;
  readonly simulator: Simulator;
  readonly port: number;
  readonly key: string;
}

async function show(stage: Stage): Promise<void> {
  const [home] = REGIONS;
  print(
    `kRouter demo: http://127.0.0.1:${stage.port} in front of simulated Bedrock in ${REGIONS.join(' and ')}.\n`,
  );
  print('\nAn OpenAI client asks; the answer comes SigV4-signed out of AWS event-stream frames:\n\n');
  await ask(stage, 'In one sentence: what is a region?');

  await stage.simulator.region(home).fault({ kind: 'refuse', dropLive: true });
  print(`\n${home} is down now. The same request again:\n\n`);
  await ask(stage, 'In one sentence: what is failover?');

  await stage.simulator.region(home).fault();
  print(`\n${home} is back; kRouter finds out by itself and goes home to it.\n`);
}

async function ask({ krouter, port, key }: Stage, question: string): Promise<void> {
  print(`> ${question}\n< `);
  const answer = await demoRequest({ port, key, model: 'regulated', question, onText: print });
  print(`\n\n  ${await facts(krouter, answer)}\n`);
}

async function facts({ metering }: Krouter, answer: DemoAnswer): Promise<string> {
  const row = await metering.ledger.get(answer.requestId);
  if (row === undefined) return 'no ledger row';
  const cost = row.costNanoUsd === null ? 'unpriced' : `$${(row.costNanoUsd / 1e9).toFixed(6)}`;
  const attempts = row.attempts === 1 ? '1 attempt' : `${row.attempts} attempts`;
  return [
    `${row.region} ${row.upstreamModel}`,
    attempts,
    `${row.inputTokens} in, ${row.outputTokens} out, ${cost}`,
    `first word after ${Math.round(row.ttftMs ?? 0)} ms`,
  ].join(' | ');
}

function epilogue(port: number, key: string, link: string): string {
  return `
The proxy stays up; Ctrl-C ends it. Try it:

  curl -N http://127.0.0.1:${port}/v1/chat/completions -H "authorization: Bearer ${key}" -H "content-type: application/json" \\
    -d '{"model": "regulated", "stream": true, "messages": [{"role": "user", "content": "Hello!"}]}'

  ANTHROPIC_BASE_URL=http://127.0.0.1:${port} ANTHROPIC_AUTH_TOKEN=${key} claude

The dashboard, live (the link opens once):

  http://127.0.0.1:${port}${link}
`;
}

function print(text: string): void {
  process.stdout.write(text);
}
