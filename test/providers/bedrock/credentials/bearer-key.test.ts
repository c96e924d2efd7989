import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanSecret,
  decodeShortTermKey,
  readBearerKey,
} from '../../../../main/providers/bedrock/credentials/bearer-key.ts';
import { makeShortTermKey } from './short-term-key.ts';

const ISSUED = new Date('2026-11-22T08:00:00Z');
const EXPIRES = Date.parse('2026-11-22T20:00:00Z');

describe('a short-term Bedrock API key', () => {
  it('tells its region, its time of issue and its end', async () => {
    const key = await makeShortTermKey('eu-central-1', ISSUED, 43_200);
    expect(decodeShortTermKey(key)).toEqual({
      region: 'eu-central-1',
      issuedAt: ISSUED.getTime(),
      expiresAt: EXPIRES,
    });
  });

  it('is refused for another region and after its end, before any call', async () => {
    const token = await makeShortTermKey('eu-central-1', ISSUED, 43_200);
    const now = EXPIRES - 1;
    expect(() => readBearerKey(token, { region: 'us-east-1', now })).toThrow(/eu-central-1.*us-east-1/);
    expect(() => readBearerKey(token, { region: 'eu-central-1', now: EXPIRES })).toThrow(
      /expired at 2026-11-22T20:00/,
    );
    expect(readBearerKey(token, { region: 'eu-central-1', now })).toEqual({
      kind: 'bearer',
      token,
      region: 'eu-central-1',
      expiresAt: EXPIRES,
    });
  });

  it('is taken as it is when it cannot be read, like a long-term key', () => {
    for (const token of ['ABSKabc', 'bedrock-api-key-', 'bedrock-api-key-!!!!', 'anything']) {
      expect(decodeShortTermKey(token)).toBeUndefined();
      expect(readBearerKey(token, { region: 'us-east-1', now: 0 })).toEqual({ kind: 'bearer', token });
    }
  });

  it('never breaks on garbage', () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeShortTermKey(`bedrock-api-key-${text}`)));
  });
});

describe('cleanSecret', () => {
  it('strips white space and byte order marks, and takes empty for unset', () => {
    expect(cleanSecret('\uFEFF ABSK1 \r\n')).toBe('ABSK1');
    expect(cleanSecret(' \n')).toBeUndefined();
    expect(cleanSecret('')).toBeUndefined();
    expect(cleanSecret(undefined)).toBeUndefined();
  });
});
