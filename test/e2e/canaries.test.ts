import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLocalKey } from '../../main/platform/local-key.ts';
import type { Fault } from '../../main/simulator/faults/fault.ts';
import type { AccessKey } from '../../main/simulator/simulator-options.ts';
import { CALLERS, type Caller, post } from './callers.ts';
import {
  bedrock,
  closeEngines,
  invocations,
  KEY,
  PAIR,
  type RunningEngine,
  SONNET,
  startEngine,
} from './start-engine.ts';

afterEach(closeEngines);

const AWS: AccessKey = {
  accessKeyId: 'AKIACANARYCANARY0001',
  secretAccessKey: 'cAnArY/Secret+Key/0123456789abcdefghijkl',
  sessionToken: 'FwoGZXIvYXdzEcAnArYSessionToken//////////wEaDHNvbWV0aGluZw==',
};
const BEARER = 'ABSKcAnArYBearerKey0123456789abcdefghijklmn==';
const ANTHROPIC_KEY = 'sk-ant-api03-cAnArYAnthropicKey0123456789';

/** The access key id is a name, not a secret; all of these are. */
const SECRETS: Readonly<Record<string, string>> = {
  'AWS secret': AWS.secretAccessKey,
  'session token': AWS.sessionToken ?? '',
  'bearer key': BEARER,
  'Anthropic key': ANTHROPIC_KEY,
  'local key': KEY,
};

/** Every way a secret may be written: as it is, encoded, and cut where an encoding would shift it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].map((skip) => bytes.subarray(skip).toString('base64').slice(2, -6));
  return [
    secret,
    secret.slice(4, -4),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    Buffer.from(secret, 'utf16le').toString('latin1'),
    JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    ...shifted,
    ...shifted.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

const FORMS = Object.entries(SECRETS).flatMap(([name, secret]) =>
  formsOf(secret).map((form) => ({ name, form })),
);

function expectClean(text: string, where: string): void {
  const found = FORMS.filter(({ form }) => text.includes(form)).map(({ name }) => name);
  expect([where, found]).toEqual([where, []]);
}

/** Faults that quote what they were sent, as AWS does with the canonical request of a wrong signature. */
function echoes(secret: string): readonly Fault[] {
  const said = `The Canonical String should have been 'POST\n/model\n\nauthorization:${secret}\nx-amz-security-token:${secret}`;
  const encoded = `?X-Amz-Security-Token=${encodeURIComponent(secret)}`;
  return [
    { kind: 'http-error', error: 'InvalidSignatureException', message: said },
    { kind: 'http-error', error: 'ValidationException', message: said },
    { kind: 'http-error', error: 'AccessDeniedException', message: encoded },
    { kind: 'http-answer', status: 500, body: JSON.stringify({ message: said }).replaceAll('/', '\\/') },
    { kind: 'http-answer', status: 403, body: said },
    { kind: 'exception', exception: 'internalServerException', message: said },
    { kind: 'exception', exception: 'validationException', message: said, after: 3 },
    { kind: 'error-chunk', type: 'api_error', message: said },
    { kind: 'error-chunk', type: 'api_error', message: said, after: 3 },
    { kind: 'error-frame', code: 'Oops', message: said, after: 3 },
  ];
}

const FAULTS: readonly Fault[] = [
  { kind: 'refuse' },
  { kind: 'reset', when: 'request' },
  { kind: 'http-error', error: 'ThrottlingException' },
  { kind: 'http-error', error: 'ExpiredTokenException' },
  { kind: 'http-error', error: 'UnrecognizedClientException' },
  { kind: 'http-error', error: 'ValidationException' },
  { kind: 'http-error', error: 'ServiceUnavailableException' },
  { kind: 'named', name: 'scp-deny' },
  { kind: 'named', name: 'html-gateway' },
  { kind: 'named', name: 'coral-200' },
  { kind: 'clock-skew', minutes: 10 },
  { kind: 'body', body: 'html' },
  { kind: 'cut', how: 'reset', after: 3 },
  { kind: 'corrupt', what: 'message-crc', after: 3 },
  { kind: 'truncated-tool-json' },
];

async function expectSilent(engine: RunningEngine, caller: Caller, fault: Fault): Promise<void> {
  for (const region of engine.regions) await region.fault(fault);
  const response = await post(engine, caller);
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  expectClean(headers, `headers after ${fault.kind}`);
  expectClean(await response.text(), `body after ${fault.kind}`);
}

/** Everything under a folder, file by file. */
function filesOf(folder: string): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'latin1') }));
}

const KINDS = {
  'access keys with a session token': {
    sent: AWS.sessionToken ?? '',
    credentials: { source: 'env' as const },
    env: {
      AWS_ACCESS_KEY_ID: AWS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: AWS.secretAccessKey,
      AWS_SESSION_TOKEN: AWS.sessionToken ?? '',
    },
  },
  'a bearer key': {
    sent: BEARER,
    credentials: { source: 'api-key' as const },
    env: { AWS_BEARER_TOKEN_BEDROCK: BEARER },
  },
};

async function startWithSecrets({
  credentials,
  env,
}: (typeof KINDS)[keyof typeof KINDS]): Promise<RunningEngine> {
  const engine = await startEngine({
    simulator: { accessKeys: [AWS], bearerKeys: [BEARER] },
    env: { ...env, ANTHROPIC_API_KEY: ANTHROPIC_KEY },
    config: (regions) => ({
      providers: [
        ...regions.map((region) => ({ ...bedrock(region), credentials })),
        // Nobody listens on port 1: the last leg of every combo fails, with its key in hand.
        { id: 'anthropic', type: 'anthropic', baseUrl: 'http://127.0.0.1:1' },
      ],
      combos: [
        {
          id: PAIR,
          models: [
            ...regions.map(({ region }) => `bedrock-${region}/${SONNET}`),
            'anthropic/claude-sonnet-4-6',
          ],
        },
      ],
    }),
  });
  writeFileSync(join(engine.dataDir, 'api-key'), `${KEY}\n`);
  expect(openLocalKey(engine.dataDir).value).toBe(KEY);
  return engine;
}

async function expectSilentPaths(engine: RunningEngine): Promise<void> {
  for (const path of ['/v1/models', '/metrics', '/health', '/v1/nowhere']) {
    const response = await fetch(engine.url + path, { headers: { 'x-api-key': KEY } });
    expectClean(await response.text(), path);
  }
}

async function expectSilentRecords(engine: RunningEngine): Promise<void> {
  const { ledger } = engine.krouter.metering;
  expectClean(JSON.stringify(await ledger.query({ limit: 500 })), 'the ledger');
  expect(engine.logLines.length).toBeGreaterThan(20);
  for (const line of engine.logLines) expectClean(line, `the log: ${line.slice(0, 200)}`);
  const files = filesOf(engine.dataDir);
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['api-key', 'ledger.sqlite']));
  for (const { name, text } of files) if (name !== 'api-key') expectClean(text, name);
}

describe.each(Object.entries(KINDS))('with %s, no secret is found', (_name, kind) => {
  it.each(CALLERS)('$name: in any answer, log line or file, even when upstream quotes it', async (caller) => {
    const engine = await startWithSecrets(kind);
    const faults = [...FAULTS, ...echoes(kind.sent)];
    for (const fault of faults) await expectSilent(engine, caller, fault);
    await expectSilentPaths(engine);
    const rows = await engine.krouter.metering.ledger.query({ limit: 500 });
    expect(rows).toHaveLength(faults.length);
    // Breakers keep some of the faults away from a request; most must have been met all the same.
    expect(engine.regions.flatMap(invocations).length).toBeGreaterThan(faults.length);
    await expectSilentRecords(engine);
  });
});

describe('the search itself', () => {
  it.each(Object.entries(SECRETS))('finds the %s in every form it knows', (_name, secret) => {
    const bytes = Buffer.from(`xy${secret}z`);
    for (const text of [
      `a${secret}b`,
      bytes.toString('base64'),
      bytes.toString('hex'),
      encodeURIComponent(`=${secret}`),
    ]) {
      expect(() => expectClean(text, 'here')).toThrow();
    }
  });
});
