import { describe, expect, it } from 'vitest';
import { detectSignIns } from '../../../main/services/wizard/detect/detect-sign-ins.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');

const CONFIG = `
[default]
region = us-east-1

[profile work]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
region = eu-central-1

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start

[profile console]
login_session = arn:aws:iam::111122223333:user/me

[profile prod]
role_arn = arn:aws:iam::999988887777:role/Reader
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/me

[profile vault]
credential_process = /usr/local/bin/vault-aws --role x
s3 =
  max_concurrent_requests = 20

[profile empty]
output = json
`;

const CREDENTIALS = `
[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ; mine

[stale]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token = abc
x_security_token_expires = 2026-11-21T10:00:00Z

[tokenless]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
`;

const detect = (env: { [name: string]: string } = {}, config = CONFIG, credentials = CREDENTIALS) =>
  detectSignIns({
    files: { config: async () => config, credentials: async () => credentials },
    env,
    now: () => NOW,
  });

describe('sign-ins on this machine', () => {
  it('are ranked: what lasts and stores nothing first, what has a fault last', async () => {
    const options = await detect();
    expect(options.map(({ label, kind }) => `${kind} ${label}`)).toEqual([
      'profile default',
      'sso work',
      'login console',
      'assume-role prod',
      'process vault',
      'profile stale',
      'profile tokenless',
    ]);
  });

  it('carry the credentials that the engine takes, and the region of the profile', async () => {
    const options = await detect();
    expect(options[0]).toMatchObject({
      credentials: { source: 'profile', profile: 'default' },
      region: 'us-east-1',
    });
    expect(options[1]).toMatchObject({
      credentials: { source: 'sso', profile: 'work' },
      region: 'eu-central-1',
    });
    expect(options[2]?.credentials).toEqual({ source: 'login', profile: 'console' });
    expect(options[4]?.credentials).toEqual({ source: 'process', profile: 'vault' });
  });

  it('say what is wrong before anything is called', async () => {
    const options = await detect();
    expect(options.find(({ label }) => label === 'stale')?.problem).toContain('expired');
    expect(options.find(({ label }) => label === 'tokenless')?.problem).toContain('session token');
  });

  it('begin with the profile that AWS_PROFILE names among its like', async () => {
    const two =
      '[a]\naws_access_key_id=AKIA1\naws_secret_access_key=x\n[b]\naws_access_key_id=AKIA2\naws_secret_access_key=x';
    const options = await detect({ AWS_PROFILE: 'b' }, '', two);
    expect(options.map(({ label }) => label)).toEqual(['b', 'a']);
  });

  it('include what the environment holds', async () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_REGION: 'eu-west-1',
    };
    const [keys] = await detect(env, '', '');
    expect(keys).toMatchObject({ kind: 'env', region: 'eu-west-1', credentials: { source: 'env' } });
    expect(keys?.problem).toContain('AWS_SESSION_TOKEN');
    const [bearer] = await detect({ AWS_BEARER_TOKEN_BEDROCK: 'ABSKabcdefghijklmnop' }, '', '');
    expect(bearer).toMatchObject({ kind: 'api-key', credentials: { source: 'api-key' } });
  });

  it('never show a secret, nor the command of a credential process', async () => {
    const text = JSON.stringify(await detect());
    expect(text).not.toContain('wJalr');
    expect(text).not.toContain('vault-aws');
  });

  it('are none where there are no files', async () => {
    const files = { config: async () => undefined, credentials: async () => undefined };
    expect(await detectSignIns({ files, env: {}, now: () => NOW })).toEqual([]);
  });
});
