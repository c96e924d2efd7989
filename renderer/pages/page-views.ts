import { type ComponentType, lazy } from 'react';
import type { PageName } from '../state/page-names.ts';
import { LivePage } from './live/live-page.tsx';

/** Live is there at once; the rest is loaded when it is first opened. */
export const PAGE_VIEWS: Record<PageName, ComponentType> = {
  live: LivePage,
  regions: lazy(async () => ({ default: (await import('./regions/regions-page.tsx')).RegionsPage })),
  usage: lazy(async () => ({ default: (await import('./usage/usage-page.tsx')).UsagePage })),
  combos: lazy(async () => ({ default: (await import('./combos/combos-page.tsx')).CombosPage })),
  providers: lazy(async () => ({ default: (await import('./providers/providers-page.tsx')).ProvidersPage })),
  compression: lazy(async () => ({
    default: (await import('./compression/compression-page.tsx')).CompressionPage,
  })),
  apps: lazy(async () => ({ default: (await import('./apps/apps-page.tsx')).AppsPage })),
  settings: lazy(async () => ({ default: (await import('./settings/settings-page.tsx')).SettingsPage })),
  setup: lazy(async () => ({ default: (await import('./setup/setup-page.tsx')).SetupPage })),
};
