import { expect, it } from 'vitest';
import type { Transport } from '../../../contract/transport.ts';
import { ask, fail } from '../fetch-transport.ts';
import { KEY } from '../start-services.ts';
import type { Stage } from './stage.ts';

/** Last of all: stopping and starting may change the port. */
export function describeDesktopCalls(open: () => Stage, kind: Transport['kind']): void {
  if (kind === 'http') {
    it('refuses what only the desktop app may do', async () => {
      const { transport } = open();
      for (const name of ['key.copy', 'routing.stop', 'routing.start'] as const) {
        expect((await fail(transport, name, {})).code).toBe('desktop_only');
      }
      const page = { url: 'https://example.com' };
      expect((await fail(transport, 'shell.openUrl', page)).code).toBe('desktop_only');
      const mail = { subject: 'Bedrock', body: 'Hello' };
      expect((await fail(transport, 'shell.openMail', mail)).code).toBe('desktop_only');
    });
    return;
  }
  it('copies the key without showing it, and opens only web pages and drafts', async () => {
    const { transport, desktop } = open();
    expect(await ask(transport, 'key.copy', {})).toEqual({});
    await ask(transport, 'shell.openUrl', { url: 'https://aws.amazon.com' });
    await ask(transport, 'shell.openMail', { subject: 'Bedrock', body: 'Hello' });
    for (const url of ['file:///etc/passwd', 'http://example.com', 'javascript:alert(1)']) {
      expect((await fail(transport, 'shell.openUrl', { url })).code).toBe('invalid_input');
    }
    expect(await desktop?.copied()).toBe(KEY);
    expect(await desktop?.opened()).toEqual(['https://aws.amazon.com', 'mailto:?subject=Bedrock&body=Hello']);
  });

  it('stops routing and starts it again', async () => {
    const { transport } = open();
    expect(await ask(transport, 'routing.stop', {})).toMatchObject({ state: 'stopped' });
    const status = await ask(transport, 'routing.start', {});
    expect(status).toMatchObject({ desktop: true, baseUrl: expect.stringContaining('http://127.0.0.1:') });
    expect(status.state).not.toBe('stopped');
  });
}
