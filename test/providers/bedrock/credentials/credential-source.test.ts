import { describe, expect, it } from 'vitest';
import type { AwsCredentialsConfig } from '../../../../contract/config.ts';
import { AppError } from '../../../../main/core/app-error.ts';
import type { SecretReader } from '../../../../main/platform/ports/secrets.ts';
import { createCredentialSource } from '../../../../main/providers/bedrock/credentials/create-credential-source.ts';
import { FakeClock } from '../fake-clock.ts';
import { ListLog } from '../list-log.ts';
import { makeShortTermKey } from './short-term-key.ts';

function source(credentials: AwsCredentialsConfig, options: { env?: object; secrets?: SecretReader } = {}) {
  const clock = new FakeClock();
  const env: Record<string, string | undefined> = { ...options.env };
  const owner = { id: 'bedrock-eu', region: 'eu-west-1', credentials };
  const made = createCredentialSource(owner, { clock, log: new ListLog(), env, secrets: options.secrets });
  return { made, clock, env };
}

const secretsOf = (values: Record<string, string>): SecretReader => ({
  read: async (id, field) => (id === 'bedrock-eu' ? values[field] : undefined),
});

describe('credentials from the environment', () => {
  it('are keys with their token, trimmed; empty counts as unset', async () => {
    const { made } = source(
      { source: 'env' },
      { env: { AWS_ACCESS_KEY_ID: ' AKIA1 ', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: '' } },
    );
    expect(await made.get()).toEqual({
      kind: 'keys',
      accessKeyId: 'AKIA1',
      secretAccessKey: 's',
      sessionToken: undefined,
    });
  });

  it('are refused when half of them is missing, or a temporary key has no token', async () => {
    await expect(
      source({ source: 'env' }, { env: { AWS_ACCESS_KEY_ID: 'AKIA1' } }).made.get(),
    ).rejects.toThrow(/secret access key is missing/);
    const asia = { AWS_ACCESS_KEY_ID: 'ASIA1', AWS_SECRET_ACCESS_KEY: 's' };
    await expect(source({ source: 'env' }, { env: asia }).made.get()).rejects.toThrow(/session token/);
  });

  it('say what to set when there are none', async () => {
    await expect(source({ source: 'env' }).made.get()).rejects.toMatchObject({
      code: 'upstream_authentication',
      message: expect.stringContaining('AWS_ACCESS_KEY_ID'),
    });
  });

  it('fall back on the API key only when there are no access keys', async () => {
    const both = {
      AWS_ACCESS_KEY_ID: 'AKIA1',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_BEARER_TOKEN_BEDROCK: 'ABSKx',
    };
    expect(await source({ source: 'env' }, { env: both }).made.get()).toMatchObject({ kind: 'keys' });
    const bearer = { AWS_BEARER_TOKEN_BEDROCK: '\uFEFFABSKx\n' };
    expect(await source({ source: 'env' }, { env: bearer }).made.get()).toEqual({
      kind: 'bearer',
      token: 'ABSKx',
    });
  });

  it('are read again after five minutes, and at once when AWS refused them', async () => {
    const { made, env, clock } = source(
      { source: 'env' },
      { env: { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 's' } },
    );
    await made.get();
    env['AWS_ACCESS_KEY_ID'] = 'AKIA2';
    expect(await made.get()).toMatchObject({ accessKeyId: 'AKIA1' });
    made.invalidate();
    expect(await made.get()).toMatchObject({ accessKeyId: 'AKIA2' });
    env['AWS_ACCESS_KEY_ID'] = 'AKIA3';
    clock.advance(5 * 60_000);
    expect(await made.get()).toMatchObject({ accessKeyId: 'AKIA3' });
  });
});

describe('an API key', () => {
  it('comes from the variable that was named', async () => {
    const config = { source: 'api-key', variable: 'MY_KEY' } as const;
    expect(await source(config, { env: { MY_KEY: 'ABSK1' } }).made.get()).toEqual({
      kind: 'bearer',
      token: 'ABSK1',
    });
    await expect(source(config, { env: { MY_KEY: ' ' } }).made.get()).rejects.toThrow(/MY_KEY is not set/);
  });

  it('comes first in the default chain', async () => {
    const env = { AWS_BEARER_TOKEN_BEDROCK: 'ABSK1', AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 's' };
    expect(await source({ source: 'chain' }, { env }).made.get()).toEqual({ kind: 'bearer', token: 'ABSK1' });
  });

  it('dies while it is in use: the last minutes are still served, the end is said', async () => {
    const token = await makeShortTermKey('eu-west-1', new Date('2026-11-22T09:00:00Z'), 3600 + 600);
    const { made, clock } = source({ source: 'env' }, { env: { AWS_BEARER_TOKEN_BEDROCK: token } });
    expect(await made.get()).toMatchObject({ region: 'eu-west-1' });
    clock.advance(9 * 60_000);
    expect(await made.get()).toMatchObject({ kind: 'bearer' });
    expect(made.describe()).toMatchObject({ kind: 'bearer', region: 'eu-west-1', source: 'env' });
    clock.advance(60_000);
    await expect(made.get()).rejects.toThrow(/expired/);
  });
});

describe('credentials from the keychain', () => {
  it('need the desktop app', async () => {
    await expect(source({ source: 'keychain' }).made.get()).rejects.toThrow(
      /only available in the desktop app/,
    );
  });

  it('are an API key or access keys', async () => {
    const key = source({ source: 'keychain' }, { secrets: secretsOf({ apiKey: 'ABSK1 ' }) });
    expect(await key.made.get()).toEqual({ kind: 'bearer', token: 'ABSK1' });
    const keys = source(
      { source: 'keychain' },
      { secrets: secretsOf({ accessKeyId: 'AKIA1234567890WXYZ', secretAccessKey: 's' }) },
    );
    expect(await keys.made.get()).toMatchObject({ kind: 'keys', secretAccessKey: 's' });
    expect(keys.made.describe()).toEqual({
      source: 'keychain',
      label: 'The keychain',
      kind: 'keys',
      accessKeyId: 'AKIA…WXYZ',
      expiresAt: undefined,
    });
    await expect(source({ source: 'keychain' }, { secrets: secretsOf({}) }).made.get()).rejects.toThrow(
      AppError,
    );
  });
});
