import {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  SSOClient,
} from '@aws-sdk/client-sso';
import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { afterEach, describe, expect, it } from 'vitest';
import type { SsoOptions } from '../../main/simulator/sso/sso-options.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';

const REGION = 'us-east-1';
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const START_URL = 'https://example.awsapps.com/start';

const running: Simulator[] = [];
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close();
});

/** AWS's own clients in front of a box of their own; retries would hide the refusals. */
async function open(sso: SsoOptions = {}, clock = Date.now) {
  const simulator = await startSimulator({ regions: [REGION], sso, clock });
  running.push(simulator);
  const { endpoint } = simulator.region(REGION);
  const setup = { region: REGION, endpoint, maxAttempts: 1 };
  return { simulator, endpoint, oidc: new SSOOIDCClient(setup), portal: new SSOClient(setup) };
}

type Box = Awaited<ReturnType<typeof open>>;

async function register({ oidc }: Box, scopes = ['sso:account:access']) {
  const { clientId, clientSecret } = await oidc.send(
    new RegisterClientCommand({ clientName: 'test', clientType: 'public', scopes }),
  );
  return { clientId, clientSecret };
}

async function begin(box: Box) {
  const client = await register(box);
  const device = await box.oidc.send(new StartDeviceAuthorizationCommand({ ...client, startUrl: START_URL }));
  const { deviceCode, userCode = '' } = device;
  const poll = () => box.oidc.send(new CreateTokenCommand({ ...client, grantType: GRANT, deviceCode }));
  return { client, device, userCode, poll };
}

describe('Identity Center in the box, asked by AWS’s own clients', () => {
  it('gives a token once the person has allowed it, and only once', async () => {
    const box = await open({ intervalSeconds: 0 });
    const { device, userCode, poll } = await begin(box);
    expect(userCode).toMatch(/^[B-Z]{4}-[B-Z]{4}$/);
    expect(device.verificationUriComplete).toContain(userCode);
    await expect(poll()).rejects.toMatchObject({
      name: 'AuthorizationPendingException',
      error: 'authorization_pending',
    });
    expect(box.simulator.sso.answer(userCode, 'approved')).toBe(true);
    expect(await poll()).toMatchObject({
      tokenType: 'Bearer',
      expiresIn: 3600,
      refreshToken: expect.any(String),
    });
    await expect(poll()).rejects.toMatchObject({ name: 'InvalidGrantException' });
  });

  it('tells who polls too often, who was denied and who came too late', async () => {
    let now = Date.now();
    const box = await open({ deviceSeconds: 60 }, () => now);
    const first = await begin(box);
    await expect(first.poll()).rejects.toMatchObject({ name: 'AuthorizationPendingException' });
    await expect(first.poll()).rejects.toMatchObject({ name: 'SlowDownException' });
    now += 2_000;
    box.simulator.sso.answer(first.userCode, 'denied');
    await expect(first.poll()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const second = await begin(box);
    now += 61_000;
    await expect(second.poll()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    expect(box.simulator.sso.answer(second.userCode, 'approved')).toBe(false);
  });

  it('is answered in a browser by the page that the link leads to', async () => {
    const box = await open({ intervalSeconds: 0 });
    const { device, userCode, poll } = await begin(box);
    expect(await (await fetch(device.verificationUriComplete ?? '')).text()).toContain(`<b>${userCode}</b>`);
    const body = new URLSearchParams({ user_code: userCode, answer: 'approve' });
    expect(await (await fetch(`${box.endpoint}/device`, { method: 'POST', body })).text()).toContain(
      'Approved',
    );
    expect((await poll()).accessToken).toBeDefined();
  });

  it('refreshes a token whose client asked for a scope, and forgets the old one', async () => {
    const box = await open({ intervalSeconds: 0 });
    const { client, userCode, poll } = await begin(box);
    box.simulator.sso.answer(userCode, 'approved');
    const { accessToken, refreshToken } = await poll();
    const refresh = () =>
      box.oidc.send(new CreateTokenCommand({ ...client, grantType: 'refresh_token', refreshToken }));
    const fresh = await refresh();
    expect(fresh.accessToken).not.toBe(accessToken);
    await expect(refresh()).rejects.toMatchObject({ name: 'InvalidGrantException' });
    await expect(box.portal.send(new ListAccountsCommand({ accessToken }))).rejects.toMatchObject({
      name: 'UnauthorizedException',
    });
    const listed = await box.portal.send(
      new ListAccountsCommand({ accessToken: fresh.accessToken, maxResults: 1 }),
    );
    expect(listed).toMatchObject({ accountList: [{ accountId: '123456789012' }], nextToken: '1' });
  });

  it('refuses strangers and what it has no word for', async () => {
    const box = await open();
    const stranger = { clientId: 'nobody', clientSecret: 'none' };
    await expect(
      box.oidc.send(new StartDeviceAuthorizationCommand({ ...stranger, startUrl: START_URL })),
    ).rejects.toMatchObject({ name: 'InvalidClientException' });
    const odd = new RegisterClientCommand({ clientName: 'test', clientType: 'confidential' });
    await expect(box.oidc.send(odd)).rejects.toMatchObject({ name: 'InvalidClientMetadataException' });
    const extra = await fetch(`${box.endpoint}/client/register`, {
      method: 'POST',
      body: JSON.stringify({ clientName: 'test', clientType: 'public', colour: 'red' }),
    });
    expect(await extra.json()).toMatchObject({
      error: 'invalid_request',
      error_description: expect.stringContaining('colour'),
    });
  });

  it('lists roles and gives keys for those that the account has', async () => {
    const box = await open({ intervalSeconds: 0 });
    const { userCode, poll } = await begin(box);
    box.simulator.sso.answer(userCode, 'approved');
    const { accessToken } = await poll();
    const accountId = '123456789012';
    const { roleList } = await box.portal.send(new ListAccountRolesCommand({ accessToken, accountId }));
    expect(roleList?.map(({ roleName }) => roleName)).toEqual(['BedrockUser', 'ReadOnly']);
    const { roleCredentials } = await box.portal.send(
      new GetRoleCredentialsCommand({ accessToken, accountId, roleName: 'BedrockUser' }),
    );
    expect(roleCredentials).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA[0-9A-F]{16}$/) });
    await expect(
      box.portal.send(new GetRoleCredentialsCommand({ accessToken, accountId, roleName: 'Administrator' })),
    ).rejects.toMatchObject({ name: 'ForbiddenException' });
  });
});
