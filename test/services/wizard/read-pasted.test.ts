import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPasted } from '../../../main/services/wizard/paste/read-pasted.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const AKIA = 'AKIAIOSFODNN7EXAMPLE';
const ASIA = 'ASIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const TOKEN = `IQoJb3JpZ2luX2VjE${'Fw/AbCd+0123456789'.repeat(20)}==`;

/** As the consoles of AWS, Azure and GitHub, people's shells and files show keys. */
const KEY_FORMS = {
  'bash exports': (id: string, secret: string, token: string) =>
    `export AWS_ACCESS_KEY_ID="${id}"\nexport AWS_SECRET_ACCESS_KEY="${secret}"\nexport AWS_SESSION_TOKEN="${token}"\n`,
  'exports on one line': (id: string, secret: string, token: string) =>
    `export AWS_ACCESS_KEY_ID=${id}; export AWS_SECRET_ACCESS_KEY=${secret}; export AWS_SESSION_TOKEN=${token}`,
  'cmd set': (id: string, secret: string, token: string) =>
    `SET AWS_ACCESS_KEY_ID=${id}\r\nSET AWS_SECRET_ACCESS_KEY=${secret}\r\nSET AWS_SESSION_TOKEN=${token}\r\n`,
  setx: (id: string, secret: string, token: string) =>
    `setx AWS_ACCESS_KEY_ID ${id}\nsetx AWS_SECRET_ACCESS_KEY ${secret}\nsetx AWS_SESSION_TOKEN ${token}`,
  PowerShell: (id: string, secret: string, token: string) =>
    `$Env:AWS_ACCESS_KEY_ID="${id}"\n$Env:AWS_SECRET_ACCESS_KEY="${secret}"\n$Env:AWS_SESSION_TOKEN="${token}"`,
  fish: (id: string, secret: string, token: string) =>
    `set -gx AWS_ACCESS_KEY_ID ${id}\nset -gx AWS_SECRET_ACCESS_KEY ${secret}\nset -gx AWS_SESSION_TOKEN ${token}`,
  INI: (id: string, secret: string, token: string) =>
    `[work]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\naws_session_token = ${token}\n`,
  'STS JSON': (id: string, secret: string, token: string) =>
    JSON.stringify({ Credentials: { AccessKeyId: id, SecretAccessKey: secret, SessionToken: token } }),
  'credential_process JSON': (id: string, secret: string, token: string) =>
    JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: secret, SessionToken: token }),
  'SSO JSON': (id: string, secret: string, token: string) =>
    JSON.stringify({
      roleCredentials: {
        accessKeyId: id,
        secretAccessKey: secret,
        sessionToken: token,
        expiration: NOW + 3_600_000,
      },
    }),
  'JSON behind a prompt': (id: string, secret: string, token: string) =>
    `$ aws sts assume-role\n{ "AccessKeyId": "${id}",\n "SecretAccessKey": "${secret}",\n "SessionToken": "${token}" }`,
  'bare lines': (id: string, secret: string, token: string) => `${id}\n${secret}\n${token}\n`,
} as const;

describe('a pasted text', () => {
  for (const [form, write] of Object.entries(KEY_FORMS)) {
    it(`gives temporary keys: ${form}`, () => {
      const { shown, secrets } = readPasted(write(ASIA, SECRET, TOKEN), NOW);
      expect(secrets).toEqual({ accessKeyId: ASIA, secretAccessKey: SECRET, sessionToken: TOKEN });
      expect(shown).toMatchObject({ kind: 'session', keyEnding: 'MPLE' });
      expect(shown.problem).toBeUndefined();
    });
  }

  it("gives long-term keys from the console's CSV", () => {
    const { shown, secrets } = readPasted(`Access key ID,Secret access key\r\n${AKIA},${SECRET}\r\n`, NOW);
    expect(secrets).toMatchObject({ accessKeyId: AKIA, secretAccessKey: SECRET });
    expect(shown.kind).toBe('access-key');
  });

  it('gives the region that stands beside the keys', () => {
    const text = `AWS_ACCESS_KEY_ID=${AKIA}\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_DEFAULT_REGION=eu-central-1`;
    expect(readPasted(text, NOW).shown.region).toBe('eu-central-1');
  });

  it('spots a temporary key without its session token', () => {
    const { shown, secrets } = readPasted(`${ASIA}\n${SECRET}`, NOW);
    expect(secrets).toBeUndefined();
    expect(shown.problem).toContain('session token');
  });

  it('spots a long-term key with a stray session token', () => {
    const { shown, secrets } = readPasted(KEY_FORMS.INI(AKIA, SECRET, TOKEN), NOW);
    expect(secrets).toBeUndefined();
    expect(shown.problem).toContain('must not have a session token');
  });

  it('spots half a key, whichever half it is', () => {
    expect(readPasted(`aws_access_key_id=${AKIA}`, NOW).shown.problem).toContain(
      'secret access key is missing',
    );
    expect(readPasted(`aws_secret_access_key=${SECRET}`, NOW).shown.problem).toContain('access key id');
  });

  it('spots keys that are over', () => {
    const credentials = { AccessKeyId: ASIA, SecretAccessKey: SECRET, SessionToken: TOKEN };
    const text = JSON.stringify({ ...credentials, Expiration: '2026-11-22T09:00:00Z' });
    const { shown, secrets } = readPasted(text, NOW);
    expect(secrets).toBeUndefined();
    expect(shown).toMatchObject({ expiresAt: Date.parse('2026-11-22T09:00:00Z') });
    expect(shown.problem).toContain('expired');
  });

  it('reads region and end out of a short-term Bedrock API key', () => {
    const { shown, secrets } = readPasted(
      `AWS_BEARER_TOKEN_BEDROCK=${shortTermKey('20261122T090000Z')}`,
      NOW,
    );
    expect(shown).toMatchObject({
      kind: 'api-key',
      region: 'eu-west-1',
      expiresAt: Date.parse('2026-11-22T21:00:00Z'),
    });
    expect(secrets?.apiKey).toBe(shortTermKey('20261122T090000Z'));
  });

  it('refuses a short-term Bedrock API key that is over', () => {
    const { shown, secrets } = readPasted(shortTermKey('20261120T090000Z'), NOW);
    expect(secrets).toBeUndefined();
    expect(shown.problem).toContain('expired');
  });

  it('knows a long-term Bedrock API key and a key of Anthropic by their looks', () => {
    const long = 'ABSKQmVkcm9ja0FQSUtleS1hYmNkZWZnaDEyMzQ1Njc4OTA=';
    expect(readPasted(` ${long} `, NOW)).toMatchObject({
      shown: { kind: 'api-key' },
      secrets: { apiKey: long },
    });
    const anthropic = 'sk-ant-api03-abcdefghijklmnopqrstuvwxyz';
    expect(readPasted(`ANTHROPIC_API_KEY=${anthropic}`, NOW)).toMatchObject({
      shown: { kind: 'anthropic-key' },
      secrets: { apiKey: anthropic },
    });
  });

  it('says so when there is nothing in it', () => {
    expect(readPasted('Dear colleague, the keys are in the vault.', NOW).shown.kind).toBe('nothing');
  });

  it('never shows a secret', () => {
    for (const write of Object.values(KEY_FORMS)) {
      const shown = JSON.stringify(readPasted(write(ASIA, SECRET, TOKEN), NOW).shown);
      expect(shown).not.toContain(SECRET);
      expect(shown).not.toContain(TOKEN.slice(0, 20));
    }
  });

  it('is read in no time, whatever it is', () => {
    const nasty = ['aaaaa ', ' ', 'set -x ', '{"a":', 'export ', 'A'].map((part) =>
      part.repeat(100_000 / part.length),
    );
    for (const text of nasty) {
      const began = performance.now();
      readPasted(text, NOW);
      expect(performance.now() - began).toBeLessThan(1_000);
    }
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readPasted(text, NOW)));
  });
});

function shortTermKey(issued: string): string {
  const url = `bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=ASIAX%2F20261122%2Feu-west-1%2Fbedrock%2Faws4_request&X-Amz-Date=${issued}&X-Amz-Expires=43200&Version=1`;
  return `bedrock-api-key-${Buffer.from(url).toString('base64')}`;
}
