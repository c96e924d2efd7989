import { createServer as createTlsServer } from 'node:https';
import { createServer, type Server } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../main/simulator/faults/fault.ts';
import { EXPIRED_CERT, SELF_SIGNED_CERT, TEST_KEY } from '../platform/certificates.ts';
import { ask, CALLERS } from './callers.ts';
import {
  bedrock,
  type ConfigInput,
  closeEngines,
  PAIR,
  pairOf,
  SONNET,
  startEngine,
} from './start-engine.ts';

const servers: Server[] = [];

afterAll(async () => {
  await closeEngines();
  for (const server of servers) server.close();
});

/** Where the first region's traffic goes instead. */
type Place = () => Promise<string>;

const listening = async (server: Server): Promise<number> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const withCertificate =
  (cert: string): Place =>
  async () =>
    `https://127.0.0.1:${await listening(createTlsServer({ key: TEST_KEY, cert }))}`;

/** Takes the connection and never says a word, so that the handshake cannot end. */
const blackHole: Place = async () => `https://127.0.0.1:${await listening(createServer())}`;

const PLACES: readonly (readonly [name: string, place: Place, withinMs: number])[] = [
  ['has no name in the DNS', async () => 'http://bedrock.no-such-region.invalid:9', 2_000],
  ['shows a certificate that has expired', withCertificate(EXPIRED_CERT), 2_000],
  ['shows a certificate nobody vouches for', withCertificate(SELF_SIGNED_CERT), 2_000],
  ['swallows connections', blackHole, 5_900],
];

describe.concurrent.each(CALLERS)('$name: the next region answers when the first', (caller) => {
  it.each(PLACES)('%s', async (_name, place, withinMs) => {
    const endpoint = await place();
    const engine = await startEngine({
      config: (regions): ConfigInput => ({
        providers: regions.map((region, index) => ({
          ...bedrock(region),
          ...(index === 0 ? { endpoint } : {}),
        })),
        combos: [{ id: PAIR, models: regions.map(({ region }) => `bedrock-${region}/${SONNET}`) }],
      }),
    });
    const began = performance.now();

    const reading = await ask(engine, caller);

    expect(reading).toMatchObject({ status: 200, isComplete: true, error: undefined });
    expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-us-west-2');
    expect(performance.now() - began).toBeLessThan(withinMs);
  });
});

const SILENCES: readonly (readonly [name: string, fault: Fault])[] = [
  ['never answers', { kind: 'black-hole' }],
  ['falls silent after its headers', { kind: 'silence' }],
];

describe.concurrent.each(CALLERS)('$name: with deadlines of half a second', (caller) => {
  const timeouts = { firstByte: 500, idle: 500 };

  it.each(SILENCES)('the next region answers when the first %s', async (_name, fault) => {
    const engine = await startEngine({ timeouts });
    const [first] = pairOf(engine);
    await first.fault(fault);

    const reading = await ask(engine, caller);

    expect(reading).toMatchObject({ status: 200, isComplete: true, error: undefined });
    expect(reading.headers.get('x-krouter-attempts')).toBe('2');
  });

  it('silence in the middle of an answer ends it as an error', async () => {
    const engine = await startEngine({ timeouts });
    const [first] = pairOf(engine);
    await first.fault({ kind: 'stall', ms: 5_000, after: 3 });

    const reading = await ask(engine, caller);

    expect(reading.isComplete).toBe(false);
    expect(reading.error).toBeDefined();
  });
});
