import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CallName } from '../../../contract/calls.ts';
import { providerViewSchema } from '../../../contract/provider-view.ts';
import { AppError } from '../../../main/core/app-error.ts';
import { mailUrl } from '../../../main/desktop/external-links.ts';
import { createRoutingSwitch } from '../../../main/services/status/routing-switch.ts';
import { closeServices, KEY, type RunningServices, startServices } from '../../services/start-services.ts';

afterAll(closeServices);

const call = ({ krouter }: RunningServices, name: CallName, input: unknown = {}) =>
  krouter.services.dispatcher.dispatch('desktop', name, input);

describe('routing', () => {
  it('is stopped and started again by the desktop app, with what it knew', async () => {
    const services = await startServices();
    await services.chat();
    expect(await call(services, 'routing.stop')).toMatchObject({ ok: true, value: { state: 'stopped' } });
    await expect(fetch(`${services.url}/health`)).rejects.toThrow();
    const started = await call(services, 'routing.start');
    expect(started).toMatchObject({ ok: true, value: { state: 'running' } });
    expect(await call(services, 'requests.list', { filter: {}, limit: 5 })).toMatchObject({
      ok: true,
      value: { rows: [{ outcome: 'ok' }] },
    });
  });

  it('takes a changed port on when it is started again', async () => {
    const services = await startServices();
    expect(await call(services, 'settings.save', { port: 1 })).toMatchObject({
      ok: true,
      value: { port: 1, pending: ['port'] },
    });
    await call(services, 'settings.save', { port: 0 });
    await call(services, 'routing.stop');
    await call(services, 'routing.start');
    expect(await call(services, 'settings.get')).toMatchObject({ ok: true, value: { port: 0, pending: [] } });
  });

  it('tells the desktop app who is in the way when the port is taken', async () => {
    const services = await startServices();
    const other = await startServices();
    await call(services, 'settings.save', { port: Number(new URL(other.url).port) });
    await call(services, 'routing.stop');
    const started = await call(services, 'routing.start');
    expect(started).toMatchObject({ ok: false, error: { code: 'failed' } });
    expect(JSON.stringify(started)).toContain('another program has it');
    expect(await call(services, 'status.get')).toMatchObject({ ok: true, value: { state: 'error' } });
  });

  it('says why it could not start, and starts when it can', async () => {
    let isTaken = true;
    const routing = createRoutingSwitch(() => ({
      async listen() {
        if (isTaken) throw new AppError({ code: 'internal', message: 'another program has it.' });
        return { host: '127.0.0.1', port: 1 };
      },
      close: async () => {},
    }));
    await expect(routing.listen()).rejects.toThrow('another program');
    expect(routing.state).toEqual({ kind: 'failed', message: 'another program has it.' });
    isTaken = false;
    expect(await Promise.all([routing.listen(), routing.listen()])).toHaveLength(2);
    expect(routing.state.kind).toBe('listening');
  });

  it('goes on for answers under way while providers are changed', async () => {
    const services = await startServices({ simulator: { tokenDelayMs: 10 } });
    const answer = services.chat();
    const { config } = await firstProvider(services);
    await call(services, 'providers.save', { provider: { ...config, compression: false } });
    expect(await answer).toContain('message_stop');
    expect(await services.chat()).toContain('message_stop');
  });
});

describe('the desktop app', () => {
  it('copies the key and opens addresses through its own shell, and shows neither', async () => {
    const copied: string[] = [];
    const opened: string[] = [];
    const shell = {
      copyText: (text: string) => void copied.push(text),
      openUrl: async (url: string) => void opened.push(url),
      openMail: async (draft: { subject: string; body: string }) => void opened.push(mailUrl(draft)),
    };
    const services = await startServices({ foundations: { shell } });
    expect(await call(services, 'key.copy')).toEqual({ ok: true, value: {} });
    expect(await call(services, 'shell.openUrl', { url: 'https://aws.amazon.com' })).toEqual({
      ok: true,
      value: {},
    });
    expect(await call(services, 'shell.openUrl', { url: 'file:///etc/passwd' })).toMatchObject({ ok: false });
    expect({ copied, opened }).toEqual({ copied: [KEY], opened: ['https://aws.amazon.com'] });
    expect(await call(services, 'status.get')).toMatchObject({ value: { desktop: true } });
  });
});

async function firstProvider({ krouter }: RunningServices) {
  const result = await krouter.services.dispatcher.dispatch('desktop', 'providers.list', {});
  const [first] = z.array(providerViewSchema).parse(result.ok ? result.value : []);
  if (first === undefined) throw new Error('no provider');
  return first;
}
