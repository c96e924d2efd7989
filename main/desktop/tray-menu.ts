import type { MenuItemConstructorOptions } from 'electron';
import type { ConnectedApp } from '../../contract/connected-app.ts';
import type { RegionCard } from '../../contract/region-card.ts';
import { formatState, formatToday } from './format-status.ts';
import type { ShellActions, ShellView } from './shell-view.ts';

type Item = MenuItemConstructorOptions;

/** Every action of the app: how a click on the icon acts differs too much between desktops to hold one. */
export function trayMenu(view: ShellView, actions: ShellActions): Item[] {
  return [
    { id: 'status', label: formatState(view.status), enabled: false },
    ...routingItems(view, actions),
    { type: 'separator' },
    ...copyItems(view, actions),
    { id: 'today', label: formatToday(view.status.today), click: () => actions.openWindow('usage') },
    { type: 'separator' },
    { id: 'regions', label: 'Regions', submenu: regionItems(view.regions, actions) },
    { id: 'apps', label: 'Connect app', submenu: appItems(view.apps, actions) },
    ...keychainItems(view, actions),
    { type: 'separator' },
    { id: 'open-window', label: 'Open dashboard', click: () => actions.openWindow() },
    {
      id: 'open-browser',
      label: 'Open dashboard in browser',
      enabled: view.status.baseUrl !== undefined,
      click: () => actions.openBrowser(),
    },
    { type: 'separator' },
    ...preferenceItems(view, actions),
    { type: 'separator' },
    ...updateItems(view, actions),
    { id: 'quit', label: 'Quit kRouter', click: () => actions.quit() },
  ];
}

function routingItems({ status, conflict, pausedUntil }: ShellView, actions: ShellActions): Item[] {
  if (conflict !== undefined) {
    const { holder, port, offer } = conflict;
    return [
      { id: 'conflict', label: `Port ${port} is taken by ${holder}`, enabled: false },
      { id: 'use-port', label: `Use port ${offer} instead`, click: () => actions.switchPort(offer) },
      { id: 'start', label: `Try port ${port} again`, click: () => actions.start() },
    ];
  }
  if (status.baseUrl === undefined) {
    const label =
      pausedUntil === undefined ? 'Start routing' : `Start routing (paused until ${clock(pausedUntil)})`;
    return [{ id: 'start', label, click: () => actions.start() }];
  }
  return [
    { id: 'stop', label: 'Stop routing', click: () => actions.stop() },
    { id: 'pause', label: 'Pause for 1 hour', click: () => actions.pause() },
  ];
}

function copyItems({ status }: ShellView, actions: ShellActions): Item[] {
  return [
    {
      id: 'copy-url',
      label: 'Copy base URL',
      enabled: status.baseUrl !== undefined,
      click: () => actions.copyBaseUrl(),
    },
    { id: 'copy-key', label: 'Copy API key', click: () => actions.copyKey() },
  ];
}

const REGION_WORDS: Record<RegionCard['state'], string> = {
  healthy: 'healthy',
  degraded: 'degraded',
  down: 'down',
  unknown: 'not used yet',
};

function regionItems(regions: readonly RegionCard[], actions: ShellActions): Item[] {
  const open = () => actions.openWindow('regions');
  if (regions.length === 0)
    return [{ label: 'Set up the first region…', click: () => actions.openWindow('setup') }];
  return regions.map(({ provider, region, state, why }) => ({
    label: `${region ?? provider}: ${REGION_WORDS[state]}`,
    toolTip: why,
    click: open,
  }));
}

const APP_WORDS: Record<ConnectedApp['state'], string> = {
  'not-installed': 'not installed',
  'not-connected': 'not connected',
  connected: 'connected',
  'changed-by-hand': 'changed by hand',
};

function appItems(apps: readonly ConnectedApp[], actions: ShellActions): Item[] {
  const open = () => actions.openWindow('apps');
  if (apps.length === 0) return [{ label: 'Show all apps…', click: open }];
  return apps.map(({ name, way, state }) => ({
    label: way === 'impossible' ? `${name}: cannot be connected` : `${name}: ${APP_WORDS[state]}`,
    click: open,
  }));
}

function keychainItems({ status }: ShellView, actions: ShellActions): Item[] {
  if (status.keychain !== 'locked' && status.keychain !== 'hung') return [];
  return [{ id: 'unlock', label: 'Unlock keychain…', click: () => actions.unlockKeychain() }];
}

function preferenceItems({ preferences, launchesAtLogin }: ShellView, actions: ShellActions): Item[] {
  return [
    {
      id: 'launch-at-login',
      label: 'Launch at login',
      type: 'checkbox',
      checked: launchesAtLogin,
      click: () => actions.setLaunchAtLogin(!launchesAtLogin),
    },
    {
      id: 'start-hidden',
      label: 'Start hidden at login',
      type: 'checkbox',
      enabled: launchesAtLogin,
      checked: preferences.startHidden,
      click: () => actions.setPreference({ startHidden: !preferences.startHidden }),
    },
    {
      id: 'tray-icon',
      label: 'Show icon in the tray',
      type: 'checkbox',
      checked: preferences.trayIcon,
      click: () => actions.setPreference({ trayIcon: !preferences.trayIcon }),
    },
    {
      id: 'updates',
      label: 'Update automatically',
      type: 'checkbox',
      checked: preferences.updates,
      click: () => actions.setPreference({ updates: !preferences.updates }),
    },
  ];
}

function updateItems({ canUpdate, update }: ShellView, actions: ShellActions): Item[] {
  if (!canUpdate) return [];
  if (update === undefined) {
    return [{ id: 'check-updates', label: 'Check for updates', click: () => actions.checkForUpdates() }];
  }
  return [{ id: 'update', label: `Restart to update to ${update}`, click: () => actions.restartToUpdate() }];
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}
