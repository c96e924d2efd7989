import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DesktopSession, SOON, whyNoDesktop } from './desktop-session.ts';
import { TrayHost, whyNoTrayHost } from './tray-host.ts';

const reason = whyNoDesktop() ?? whyNoTrayHost();

describe.skipIf(reason)(
  `the icon in a panel${reason ? ` (not run: ${reason})` : ''}`,
  { timeout: 60_000 },
  () => {
    const session = new DesktopSession();
    let panel: TrayHost;

    beforeAll(async () => {
      await session.open();
      panel = new TrayHost();
      session.keep(panel.process);
      await panel.ready();
      await session.launch('--hidden');
    }, 60_000);
    afterAll(() => session.close());

    const tooltip = async () => (await panel.show()).tooltip?.join(' ') ?? '';

    it('appears with its state as tooltip and first line, and every action below it', async () => {
      await expect.poll(tooltip, SOON).toMatch(/kRouter.*Degraded: No provider is set up yet/s);
      const { icon, menu } = await panel.show();
      expect(icon).toEqual([[44, 44]]);
      expect(menu?.[0]).toMatch(/^Degraded: /);
      expect(menu).toEqual(
        expect.arrayContaining([
          'Stop routing',
          'Copy base URL',
          'Copy API key',
          'Regions',
          'Connect app',
          'Quit kRouter',
        ]),
      );
    });

    it('changes its shape, its tooltip and its menu with the state', async () => {
      const degraded = await panel.show();
      await panel.choose('Stop routing');
      await expect.poll(tooltip, SOON).toMatch(/Stopped: /);
      const stopped = await panel.show();
      expect(stopped.pixels).not.toBe(degraded.pixels);
      expect(stopped.menu).toContain('Start routing');
      await expect(fetch(`${session.url}/health`)).rejects.toThrow();
      await panel.choose('Start routing');
      await expect.poll(tooltip, SOON).toMatch(/Degraded: /);
      expect((await panel.show()).pixels).toBe(degraded.pixels);
    });

    it('goes away when it is not wanted, and routing goes on', async () => {
      await panel.choose('Show icon in the tray');
      await expect.poll(async () => (await panel.show()).icon, SOON).toBeNull();
      expect((await fetch(`${session.url}/health`)).status).toBe(200);
    });
  },
);
