import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeHttpClient } from '../../../../main/platform/node-http-client.ts';
import type { Clock } from '../../../../main/platform/ports/clock.ts';
import { openSsoTokenCache } from '../../../../main/platform/sso-token-files.ts';
import { createStreamLog } from '../../../../main/platform/stream-log.ts';
import { systemClock } from '../../../../main/platform/system-clock.ts';
import { readSdkCredentials } from '../../../../main/providers/bedrock/credentials/sdk-credentials.ts';
import { signInByDevice } from '../../../../main/providers/bedrock/sso/device-sign-in.ts';
import { createOidcClient } from '../../../../main/providers/bedrock/sso/oidc-client.ts';
import { createPortalClient } from '../../../../main/providers/bedrock/sso/portal-client.ts';
import { readSsoRoleCredentials } from '../../../../main/providers/bedrock/sso/sso-role-credentials.ts';
import { createSsoSignIns } from '../../../../main/providers/bedrock/sso/sso-sign-ins.ts';
import type { SsoOptions } from '../../../../main/simulator/sso/sso-options.ts';
import { startSimulator } from '../../../../main/simulator/start-simulator.ts';
import { SELF_SIGNED_CERT } from '../../../platform/certificates.ts';
import { startConnectProxy, startTlsFront } from '../../../platform/connect-proxy.ts';
import { serveHttp } from '../../../platform/loopback-server.ts';

const REGION = 'us-east-1';
const START_URL = 'https://example.awsapps.com/start';
const SESSION = 'company';
const ROLE = {
  source: 'sso-role',
  startUrl: START_URL,
  ssoRegion: REGION,
  accountId: '123456789012',
  roleName: 'BedrockUser',
} as const;

const NAMES = ['HOME', 'AWS_CONFIG_FILE', 'AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL_SSO_OIDC'];
const before = NAMES.map((name) => [name, process.env[name]] as const);
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  for (const one of open.splice(0)) await one.close();
});

/** A home folder with a profile of an sso-session, and a portal; both ours and the SDK's reading of them. */
async function start(sso: SsoOptions = {}) {
  const home = mkdtempSync(join(tmpdir(), 'krouter-sso-'));
  const simulator = await startSimulator({ regions: [REGION], sso: { intervalSeconds: 0, ...sso } });
  const { endpoint } = simulator.region(REGION);
  const config = join(home, 'config');
  writeFileSync(
    config,
    `[profile work]\nsso_session = ${SESSION}\nsso_account_id = ${ROLE.accountId}\nsso_role_name = ${ROLE.roleName}\n
[sso-session ${SESSION}]\nsso_start_url = ${START_URL}\nsso_region = ${REGION}\n`,
  );
  const env = {
    HOME: home,
    AWS_CONFIG_FILE: config,
    AWS_ENDPOINT_URL_SSO: endpoint,
    AWS_ENDPOINT_URL_SSO_OIDC: endpoint,
  };
  Object.assign(process.env, env);
  const http = createNodeHttpClient();
  open.push(http, simulator, { close: () => rmSync(home, { recursive: true, force: true }) });
  const log = createStreamLog({ write: () => true }, 'error');
  const signIns = createSsoSignIns({ cache: openSsoTokenCache(env), clock: systemClock, log, env });
  const codes: string[] = [];
  const signIn = (cancellation = new AbortController().signal) =>
    signInByDevice({
      oidc: createOidcClient({ http, endpoint }),
      startUrl: START_URL,
      region: REGION,
      clock: systemClock,
      cancellation,
      onCode({ userCode }) {
        codes.push(userCode);
        simulator.sso.answer(userCode, 'approved');
      },
    });
  return { home, simulator, endpoint, env, http, signIns, signIn, codes };
}

/** Members of all three answers. */
const EVERYTHING = {
  clientId: 'id',
  clientSecret: 'secret',
  deviceCode: 'device',
  userCode: 'BCDF-GHJK',
  verificationUri: 'https://device.sso.us-east-1.amazonaws.com/',
  interval: 2,
  expiresIn: 600,
  accessToken: 'access',
};

const FOLDER = ['.aws', 'sso', 'cache'];

describe('a sign-in at an access portal', () => {
  it('is written where AWS’s own tools look, for its owner only, and AWS’s SDK uses it', async () => {
    const { home, signIns, signIn } = await start();
    await signIns.keep({ startUrl: START_URL, region: REGION, cacheName: SESSION }, await signIn());
    const folder = join(home, ...FOLDER);
    // SHA-1 of "company": the name is AWS's, not ours.
    expect(readdirSync(folder)).toEqual(['71b21161ffa1e6516bcc072aaf5ef38cbe85b511.json']);
    const [file = ''] = readdirSync(folder);
    if (process.platform !== 'win32') expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toMatchObject({
      startUrl: START_URL,
      region: REGION,
      expiresAt: expect.stringMatching(/T\d\d:\d\d:\d\dZ$/),
      refreshToken: expect.any(String),
    });
    const keys = await readSdkCredentials({ source: 'sso', profile: 'work' }, REGION);
    expect(keys).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIA/),
      sessionToken: expect.any(String),
    });
  });

  it('is renewed by AWS’s SDK, and by us, when its end is near', async () => {
    const { signIns, signIn, http, env, simulator } = await start({ tokenSeconds: 120 });
    const place = { startUrl: START_URL, region: REGION, cacheName: SESSION };
    await signIns.keep(place, await signIn());
    const [first] = simulator.sso.tokens.keys();
    await readSdkCredentials({ source: 'sso', profile: 'work' }, REGION);
    const [second] = simulator.sso.tokens.keys();
    expect(second).not.toBe(first);
    const parts = { signIns, http, env };
    const role = { ...ROLE, session: SESSION };
    const both = await Promise.all([
      readSsoRoleCredentials(role, parts),
      readSsoRoleCredentials(role, parts),
    ]);
    expect(both.map(({ kind }) => kind)).toEqual(['keys', 'keys']);
    const [third] = simulator.sso.tokens.keys();
    expect(third).not.toBe(second);
    expect(simulator.sso.tokens.size).toBe(1);
  });

  it('stays in memory for a portal that no profile names', async () => {
    const { home, signIns, signIn, http, env } = await start();
    await signIns.keep({ startUrl: START_URL, region: REGION }, await signIn());
    expect(() => readdirSync(join(home, ...FOLDER))).toThrow('ENOENT');
    expect(await readSsoRoleCredentials(ROLE, { signIns, http, env })).toMatchObject({ kind: 'keys' });
    const elsewhere = { ...ROLE, startUrl: 'https://other.awsapps.com/start' };
    await expect(readSsoRoleCredentials(elsewhere, { signIns, http, env })).rejects.toMatchObject({
      code: 'upstream_authentication',
      message: expect.stringContaining('Nobody is signed in'),
    });
  });

  it('says which role is not to be had, and when the portal has ended it', async () => {
    const { signIns, signIn, http, env, simulator, endpoint } = await start();
    const token = await signIn();
    await signIns.keep({ startUrl: START_URL, region: REGION }, token);
    const parts = { signIns, http, env };
    const wrong = readSsoRoleCredentials({ ...ROLE, roleName: 'Nobody' }, parts);
    await expect(wrong).rejects.toThrow('no keys for role Nobody in account 123456789012: No access');
    const accounts = await createPortalClient({ http, endpoint, accessToken: token.accessToken }).accounts();
    expect(accounts.map(({ name }) => name)).toEqual(['Production', 'Sandbox']);
    for (const accessToken of [...simulator.sso.tokens.keys()]) {
      await fetch(`${endpoint}/logout`, {
        method: 'POST',
        headers: { 'x-amz-sso_bearer_token': accessToken },
      });
    }
    await expect(readSsoRoleCredentials(ROLE, parts)).rejects.toThrow('expired or was ended. Sign in again.');
  });

  it('is given up when the code has expired', async () => {
    const { simulator, endpoint, http } = await start({ intervalSeconds: 1, deviceSeconds: 2 });
    const begun = performance.now();
    const late = signInByDevice({
      oidc: createOidcClient({ http, endpoint }),
      startUrl: START_URL,
      region: REGION,
      clock: systemClock,
      cancellation: new AbortController().signal,
      onCode: () => undefined,
    });
    await expect(late).rejects.toThrow(/Nobody approved the sign-in/);
    expect(performance.now() - begun).toBeLessThan(4_000);
    expect(simulator.sso.tokens.size).toBe(0);
  });

  it('asks less often each time it is told to slow down', async () => {
    const { http } = await start();
    const answers = ['slow_down', 'authorization_pending', 'slow_down'];
    const server = await serveHttp((request, response) => {
      response.setHeader('content-type', 'application/json');
      const error = request.url === '/token' ? answers.shift() : undefined;
      response.statusCode = error === undefined ? 200 : 400;
      response.end(JSON.stringify(error === undefined ? EVERYTHING : { error, error_description: error }));
    });
    open.push(server);
    const waits: number[] = [];
    const after: Clock['after'] = (ms, callback) => {
      waits.push(ms);
      return systemClock.after(0, callback);
    };
    const token = await signInByDevice({
      oidc: createOidcClient({ http, endpoint: server.url }),
      startUrl: START_URL,
      region: REGION,
      clock: { ...systemClock, after },
      cancellation: new AbortController().signal,
      onCode: () => undefined,
    });
    expect(token.accessToken).toBe('access');
    expect(waits).toEqual([2_000, 7_000, 7_000, 12_000]);
  });

  it('goes through the company’s proxy, with AWS’s SDK as well', async () => {
    const { signIns, signIn, endpoint } = await start();
    await signIns.keep({ startUrl: START_URL, region: REGION, cacheName: SESSION }, await signIn());
    const proxy = await startConnectProxy();
    const front = await startTlsFront(endpoint);
    const http = createNodeHttpClient({ ca: SELF_SIGNED_CERT, proxy: { url: proxy.url } });
    open.push(proxy, front, http);
    process.env['AWS_ENDPOINT_URL_SSO'] = front.url;
    const keys = await readSdkCredentials({ source: 'sso', profile: 'work' }, REGION, http.httpsAgent);
    expect(keys.accessKeyId).toMatch(/^ASIA/);
    expect(proxy.tunnels).toEqual([new URL(front.url).host]);
  });
});
