import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSdkCredentials } from '../../../../main/providers/bedrock/credentials/sdk-credentials.ts';

const VARIABLES = [
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'HOME',
];

describe('credentials that the AWS SDK reads', () => {
  let folder = '';
  let before: Record<string, string | undefined> = {};

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'krouter-aws-'));
    before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
    for (const name of VARIABLES) delete process.env[name];
    Object.assign(process.env, {
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  afterEach(() => {
    for (const name of VARIABLES) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true });
  });

  const config = (text: string) => writeFileSync(join(folder, 'config'), text);

  it('come from a profile, and change when the file changes', async () => {
    config('[profile work]\naws_access_key_id = AKIA1\naws_secret_access_key = a=b\n');
    const source = { source: 'profile', profile: 'work' } as const;
    expect(await readSdkCredentials(source, 'eu-west-1')).toMatchObject({
      accessKeyId: 'AKIA1',
      secretAccessKey: 'a=b',
    });
    config('[profile work]\r\naws_access_key_id = AKIA2\r\naws_secret_access_key = s\r\n');
    expect(await readSdkCredentials(source, 'eu-west-1')).toMatchObject({ accessKeyId: 'AKIA2' });
  });

  it('come from a credential process, with their end', async () => {
    const answer = {
      Version: 1,
      AccessKeyId: 'ASIA1',
      SecretAccessKey: 's',
      SessionToken: 't',
      Expiration: '2099-01-01T00:00:00Z',
    };
    const script = join(folder, 'give.sh');
    writeFileSync(script, `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`, { mode: 0o755 });
    config(`[profile p]\ncredential_process = ${script}\n`);
    expect(await readSdkCredentials({ source: 'process', profile: 'p' }, 'eu-west-1')).toEqual({
      kind: 'keys',
      accessKeyId: 'ASIA1',
      secretAccessKey: 's',
      sessionToken: 't',
      expiresAt: Date.parse('2099-01-01T00:00:00Z'),
    });
  });

  it('never show the command line of a credential process that fails', async () => {
    config('[profile p]\ncredential_process = /bin/false --password hunter2\n');
    const failure = readSdkCredentials({ source: 'process', profile: 'p' }, 'eu-west-1');
    await expect(failure).rejects.toMatchObject({
      code: 'upstream_authentication',
      message: expect.not.stringContaining('hunter2'),
    });
  });

  it('come from a container endpoint', async () => {
    const server = createServer((request, response) => {
      const known = request.headers.authorization === 'Bearer x';
      response.writeHead(known ? 200 : 403, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          AccessKeyId: 'ASIA2',
          SecretAccessKey: 's',
          Token: 't',
          Expiration: '2099-01-01T00:00:00Z',
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `http://127.0.0.1:${port}/creds`;
    process.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = 'Bearer x';
    try {
      expect(await readSdkCredentials({ source: 'container' }, 'eu-west-1')).toMatchObject({
        accessKeyId: 'ASIA2',
      });
    } finally {
      server.close();
    }
  });

  it.each([
    [{ source: 'sso', profile: 'nope' } as const, /aws sso login --profile nope|nope/],
    [{ source: 'profile', profile: 'nope' } as const, /profile/],
    [{ source: 'login', profile: 'nope' } as const, /nope/],
    [{ source: 'process', profile: 'nope' } as const, /nope/],
    [{ source: 'chain' } as const, /default chain/],
    [{ source: 'container' } as const, /AWS_CONTAINER_CREDENTIALS/],
    [{ source: 'web-identity' } as const, /AWS_WEB_IDENTITY_TOKEN_FILE/],
  ])('say what to do when there are none: %j', async (source, words) => {
    await expect(readSdkCredentials(source, 'eu-west-1')).rejects.toMatchObject({
      code: 'upstream_authentication',
      message: expect.stringMatching(words),
    });
  });

  it('name the sign-in command for an SSO session that has ended', async () => {
    config(
      '[profile s]\nsso_session = x\nsso_account_id = 123456789012\nsso_role_name = r\n[sso-session x]\nsso_region = eu-west-1\nsso_start_url = https://x.awsapps.com/start\n',
    );
    await expect(readSdkCredentials({ source: 'sso', profile: 's' }, 'eu-west-1')).rejects.toThrow(
      /aws sso login --profile s/,
    );
  });
});
