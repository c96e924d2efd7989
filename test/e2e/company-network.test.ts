import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SELF_SIGNED_CERT } from '../platform/certificates.ts';
import { type ConnectProxyOptions, startConnectProxy, startTlsFront } from '../platform/connect-proxy.ts';
import { createFetchTransport, openSession } from '../services/fetch-transport.ts';
import { bedrock, closeServices, SONNET, startServices, until } from '../services/start-services.ts';

const PASSWORD = 'canary-proxy-password';
const open: { close(): void }[] = [];
afterEach(async () => {
  await closeServices();
  for (const one of open.splice(0)) one.close();
});

/** kRouter in an office: the only way to Bedrock is a proxy, and Bedrock's certificate is the company's own. */
async function startOffice(options: ConnectProxyOptions = {}) {
  const proxy = await startConnectProxy(options);
  const services = await startServices();
  const front = await startTlsFront(services.simulator.region('us-east-1').endpoint);
  open.push(proxy, front);
  const caFile = join(services.folder, 'company-ca.pem');
  writeFileSync(caFile, SELF_SIGNED_CERT);
  const session = await openSession(services.url, services.krouter.dashboardLink(60_000));
  const transport = createFetchTransport(services.url, session);
  const save = (network: { proxy?: string; caFile?: string }) =>
    transport.call('providers.save', {
      provider: {
        ...bedrock(services.simulator, 'us-east-1'),
        id: 'office',
        endpoint: front.url,
        ...network,
      },
    });
  const withUser = proxy.url.replace('http://', 'http://ada@');
  return { proxy, services, front, transport, save, caFile, withUser };
}

type Office = Awaited<ReturnType<typeof startOffice>>;

const chat = ({ services }: Office) => services.chat(`office/${SONNET}`);

/** The step of a check that failed. */
async function failedCheck({ transport }: Office) {
  const listed = await transport.call('providers.list', {});
  const view = listed.ok ? listed.value.find(({ config }) => config.id === 'office') : undefined;
  if (view === undefined) throw new Error('no office');
  const started = await transport.call('checks.start', { provider: view.config });
  const run = started.ok ? started.value.run : '';
  const look = () => transport.call('checks.get', { run });
  await until(async () => {
    const seen = await look();
    return seen.ok && seen.value.state !== 'running';
  });
  const seen = await look();
  return seen.ok ? seen.value.steps.find(({ state }) => state === 'failed') : undefined;
}

describe('a company’s network', () => {
  it('is left through its proxy, with its authority trusted and the password from the keychain', async () => {
    const office = await startOffice({ login: `ada:${PASSWORD}` });
    const network = { proxy: office.withUser, caFile: office.caFile };
    await office.transport.call('network.check', { network, password: PASSWORD });
    await office.save(network);
    expect(await chat(office)).toContain('message_stop');
    expect(await chat(office)).toContain('message_stop');
    // One socket is kept for both answers; what was listed before may have had others.
    expect(new Set(office.proxy.tunnels)).toEqual(new Set([new URL(office.front.url).host]));
    expect(office.proxy.tunnels.length).toBeLessThan(6);
    expect(JSON.stringify(office.services.readFile())).not.toContain(PASSWORD);
    expect(office.services.logLines.join('')).not.toContain(PASSWORD);
  });

  it('names the cure when the proxy wants a password', async () => {
    const office = await startOffice({ login: `ada:${PASSWORD}` });
    await office.save({ proxy: office.withUser, caFile: office.caFile });
    expect(await chat(office)).toContain('asked for a password');
    expect(await failedCheck(office)).toMatchObject({ step: 'clock', fix: { kind: 'edit-network' } });
    // Once it is given, the next request goes through: nothing has to be started again.
    const network = { proxy: office.withUser, caFile: office.caFile };
    await office.transport.call('network.check', { network, password: PASSWORD });
    expect(await chat(office)).toContain('message_stop');
  });

  it('names the cure when the certificate is the company’s own', async () => {
    const office = await startOffice();
    await office.save({ proxy: office.proxy.url });
    expect(await chat(office)).toContain('caFile');
    expect(await failedCheck(office)).toMatchObject({ step: 'clock', fix: { kind: 'edit-network' } });
  });

  it('fails one provider alone when its file cannot be used', async () => {
    const office = await startOffice();
    await office.save({ caFile: join(office.services.folder, 'nowhere.pem') });
    expect(await chat(office)).toContain('cannot be read');
    expect(await office.services.chat('bedrock-us-west-2/anthropic.claude-sonnet-4-6')).toContain(
      'message_stop',
    );
  });

  it('says when the proxy refuses the host, or is not there', async () => {
    const office = await startOffice({ status: 403 });
    await office.save({ proxy: office.proxy.url, caFile: office.caFile });
    expect(await chat(office)).toContain('does not let this connection through');
    await office.save({ proxy: 'http://127.0.0.1:9', caFile: office.caFile });
    expect(await chat(office)).toMatch(/at the proxy: 127\.0\.0\.1:9 refused the connection/);
  });
});
