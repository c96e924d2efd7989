/** The pages, by the name in their address. */
export const PAGES = [
  'live',
  'regions',
  'usage',
  'combos',
  'providers',
  'compression',
  'apps',
  'settings',
  'setup',
] as const;
export type PageName = (typeof PAGES)[number];
