import { describe, expect, it } from 'vitest';
import type { AppStatus } from '../../contract/app-status.ts';
import { formatState, formatToday } from '../../main/desktop/format-status.ts';
import type { ShellActions, ShellView } from '../../main/desktop/shell-view.ts';
import { isPanelDark, trayIconFile } from '../../main/desktop/tray-icon.ts';
import { trayMenu } from '../../main/desktop/tray-menu.ts';
import { trueStatus } from '../../main/desktop/true-status.ts';

const STATUS: AppStatus = {
  version: '1.0.0',
  state: 'running',
  summary: 'Ready at http://127.0.0.1:20128.',
  baseUrl: 'http://127.0.0.1:20128',
  inFlight: 0,
  today: { tokens: 1_234_567, costUsd: 3.4, unpriced: 0 },
  keychain: 'available',
  desktop: true,
};

const VIEW: ShellView = {
  status: STATUS,
  regions: [],
  apps: [],
  conflict: undefined,
  preferences: {
    toldAboutHiding: false,
    startHidden: true,
    updates: true,
    trayIcon: true,
    theme: 'system',
    toldBudgets: [],
    width: 800,
    height: 600,
  },
  launchesAtLogin: false,
  canUpdate: true,
  update: undefined,
  pausedUntil: undefined,
};

/** Actions that write down what was called. */
function recorder() {
  const seen: string[] = [];
  const note = (name: string) => (argument?: unknown) => {
    seen.push(argument === undefined ? name : `${name} ${JSON.stringify(argument)}`);
  };
  const actions: ShellActions = {
    start: note('start'),
    stop: note('stop'),
    pause: note('pause'),
    switchPort: note('switchPort'),
    copyBaseUrl: note('copyBaseUrl'),
    copyKey: note('copyKey'),
    openWindow: note('openWindow'),
    openBrowser: note('openBrowser'),
    unlockKeychain: note('unlockKeychain'),
    setLaunchAtLogin: note('setLaunchAtLogin'),
    setPreference: note('setPreference'),
    checkForUpdates: note('checkForUpdates'),
    restartToUpdate: note('restartToUpdate'),
    quit: note('quit'),
  };
  return { actions, seen };
}

/** Chooses an item of a template, whose handlers need none of Electron's arguments. */
function chooseAll(view: ShellView): string[] {
  const { actions, seen } = recorder();
  for (const { click, enabled } of trayMenu(view, actions)) {
    if (click !== undefined && enabled !== false) Reflect.apply(click, undefined, []);
  }
  return seen;
}

const labels = (view: ShellView) => trayMenu(view, recorder().actions).map(({ label }) => label);

describe('the tray menu', () => {
  it('begins with the state and what was used today', () => {
    expect(labels(VIEW)[0]).toBe('Running: Ready at http://127.0.0.1:20128.');
    expect(labels(VIEW)).toContain('Today 1.2M tokens, $3.40');
  });

  it('connects every item with its action', () => {
    expect(chooseAll(VIEW)).toEqual(
      [
        'stop',
        'pause',
        'copyBaseUrl',
        'copyKey',
        'openWindow "usage"',
        'openWindow',
        'openBrowser',
        'setLaunchAtLogin true',
        'setPreference {"startHidden":false}',
        'setPreference {"trayIcon":false}',
        'setPreference {"updates":false}',
        'checkForUpdates',
        'quit',
      ].filter((entry) => !entry.includes('startHidden')),
    );
  });

  it('offers to start, and nothing that needs a running server, when stopped', () => {
    const stopped: ShellView = { ...VIEW, status: { ...STATUS, state: 'stopped', baseUrl: undefined } };
    const chosen = chooseAll(stopped);
    expect(chosen).toContain('start');
    expect(chosen).not.toContain('stop');
    expect(chosen).not.toContain('copyBaseUrl');
    expect(chosen).not.toContain('openBrowser');
  });

  it('names who has the port and offers another', () => {
    const taken: ShellView = {
      ...VIEW,
      conflict: { port: 20_128, offer: 20_129, holder: 'node (process 7)' },
    };
    expect(labels(taken).slice(1, 4)).toEqual([
      'Port 20128 is taken by node (process 7)',
      'Use port 20129 instead',
      'Try port 20128 again',
    ]);
    expect(chooseAll(taken)).toContain('switchPort 20129');
  });

  it('offers to unlock a keychain that is locked, and to restart into an update', () => {
    const view: ShellView = { ...VIEW, update: '2.0.0', status: { ...STATUS, keychain: 'locked' } };
    expect(labels(view)).toContain('Restart to update to 2.0.0');
    expect(chooseAll(view)).toEqual(expect.arrayContaining(['unlockKeychain', 'restartToUpdate']));
  });
});

describe('texts of the tray', () => {
  it.each([
    [{ tokens: 0, costUsd: 0, unpriced: 0 }, 'Today 0 tokens, $0.00'],
    [{ tokens: 999, costUsd: 0.004, unpriced: 0 }, 'Today 999 tokens, under $0.01'],
    [{ tokens: 1_000, costUsd: 1, unpriced: 2 }, 'Today 1k tokens, $1.00, 2 unpriced'],
    [{ tokens: 999_949, costUsd: 12.345, unpriced: 0 }, 'Today 999.9k tokens, $12.35'],
    [{ tokens: 999_950, costUsd: 12.3, unpriced: 0 }, 'Today 1M tokens, $12.30'],
  ])('writes %j as "%s"', (today, text) => {
    expect(formatToday(today)).toBe(text);
  });

  it('keeps the tooltip within what Windows shows', () => {
    expect(formatState({ ...STATUS, summary: 'x'.repeat(300) })).toHaveLength(120);
  });
});

describe('the state that is shown', () => {
  it.each([
    [undefined, 'running'],
    [{ kind: 'ours' }, 'running'],
    [{ kind: 'silent' }, 'error'],
    [{ kind: 'stranger' }, 'error'],
    [{ kind: 'other-krouter', version: '1' }, 'error'],
  ] as const)('with a port that answers %j is %s', (probe, state) => {
    expect(trueStatus(STATUS, probe).state).toBe(state);
  });

  it('needs no port while routing is stopped', () => {
    const stopped: AppStatus = { ...STATUS, state: 'stopped', baseUrl: undefined };
    expect(trueStatus(stopped, { kind: 'stranger' })).toBe(stopped);
  });

  it('has an icon of its own for each panel', () => {
    expect(trayIconFile('i', 'busy', { platform: 'darwin', isDark: true })).toBe('i/busyTemplate.png');
    expect(trayIconFile('i', 'busy', { platform: 'win32', isDark: true })).toBe('i/busy-dark.ico');
    expect(trayIconFile('i', 'busy', { platform: 'linux', isDark: false })).toBe('i/busy-light.png');
    expect(isPanelDark(false, 'ubuntu:GNOME')).toBe(true);
    expect(isPanelDark(false, 'KDE')).toBe(false);
  });
});
