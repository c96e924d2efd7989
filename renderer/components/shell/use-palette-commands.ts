import { Copy, Filter, type LucideIcon, Monitor, Moon, Pause, Play, Plus, Sun } from 'lucide-react';
import { ask } from '../../state/asked-action.ts';
import { changeFilter, clearFilter } from '../../state/request-filter.ts';
import { goTo } from '../../state/route.ts';
import { chooseTheme, type Theme } from '../../state/theme.ts';
import { raiseToast } from '../../state/toasts.ts';
import { useTransport } from '../../state/transport-context.ts';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';
import { PAGE_LIST } from './page-list.ts';

export interface PaletteCommand {
  readonly group: string;
  readonly title: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** The commands that make sense right now. */
export function usePaletteCommands(): readonly PaletteCommand[] {
  return [...PAGES, ...useEngineCommands(), ...BEGINNINGS, ...REQUESTS, ...LOOKS];
}

const PAGES = PAGE_LIST.map(({ page, title, icon }) => ({
  group: 'Pages',
  title,
  icon,
  run: () => goTo(page),
}));

const BEGINNINGS: readonly PaletteCommand[] = [
  { group: 'New', title: 'Add a Bedrock region', icon: Plus, run: () => goTo('setup') },
  { group: 'New', title: 'Add a provider', icon: Plus, run: () => ask('providers', 'add-provider') },
  { group: 'New', title: 'New combo', icon: Plus, run: () => ask('combos', 'new-combo') },
  { group: 'New', title: 'New budget', icon: Plus, run: () => ask('usage', 'new-budget') },
  { group: 'New', title: 'Set a price', icon: Plus, run: () => ask('settings', 'add-price') },
];

const REQUESTS: readonly PaletteCommand[] = [
  {
    group: 'Requests',
    title: 'Show failed requests',
    icon: Filter,
    run: () => {
      changeFilter({ outcome: 'error' });
      goTo('live');
    },
  },
  {
    group: 'Requests',
    title: 'Show all requests',
    icon: Filter,
    run: () => {
      clearFilter();
      goTo('live');
    },
  },
];

const LOOKS: readonly PaletteCommand[] = [
  look('Theme: as the system', 'system', Monitor),
  look('Theme: light', 'light', Sun),
  look('Theme: dark', 'dark', Moon),
];

function look(title: string, theme: Theme, icon: LucideIcon): PaletteCommand {
  return { group: 'Appearance', title, icon, run: () => chooseTheme(theme) };
}

function useEngineCommands(): readonly PaletteCommand[] {
  const { kind } = useTransport();
  const { data: status } = useCall('status.get', {});
  const start = useAct('routing.start', { refresh: ['status.get'] });
  const stop = useAct('routing.stop', { refresh: ['status.get'] });
  const copyKey = useAct('key.copy', { done: 'Key copied.' });
  const commands: PaletteCommand[] = [];
  const url = status?.baseUrl;
  if (url !== undefined) {
    commands.push({ group: 'Routing', title: 'Copy base URL', icon: Copy, run: () => void copy(url) });
  }
  if (kind === 'ipc') {
    commands.push(
      { group: 'Routing', title: 'Copy key for apps', icon: Copy, run: () => copyKey.mutate({}) },
      status?.state === 'stopped'
        ? { group: 'Routing', title: 'Start routing', icon: Play, run: () => start.mutate({}) }
        : { group: 'Routing', title: 'Stop routing', icon: Pause, run: () => stop.mutate({}) },
    );
  }
  return commands;
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    raiseToast({ level: 'info', text: 'Base URL copied.' });
  } catch {
    raiseToast({ level: 'error', text: 'The clipboard refused the text.' });
  }
}
