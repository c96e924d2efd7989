import {
  Activity,
  AppWindow,
  Boxes,
  ChartColumn,
  Globe,
  KeyRound,
  Layers,
  type LucideIcon,
  Settings,
  Shrink,
} from 'lucide-react';
import type { PageName } from '../../state/page-names.ts';

export interface PageEntry {
  readonly page: PageName;
  readonly title: string;
  readonly icon: LucideIcon;
}

/** The navigation, in its order. */
export const PAGE_LIST: readonly PageEntry[] = [
  { page: 'live', title: 'Live', icon: Activity },
  { page: 'regions', title: 'Regions', icon: Globe },
  { page: 'usage', title: 'Usage', icon: ChartColumn },
  { page: 'combos', title: 'Combos', icon: Layers },
  { page: 'providers', title: 'Providers', icon: Boxes },
  { page: 'apps', title: 'Apps', icon: AppWindow },
  { page: 'compression', title: 'Compression', icon: Shrink },
  { page: 'setup', title: 'Bedrock setup', icon: KeyRound },
  { page: 'settings', title: 'Settings', icon: Settings },
];
