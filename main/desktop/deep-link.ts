/** Where a link may lead: pages of the dashboard. A link never changes anything and never carries a secret. */
const PAGES = new Set([
  'live',
  'regions',
  'usage',
  'combos',
  'providers',
  'compression',
  'apps',
  'settings',
  'setup',
]);

/** The page that `krouter://open/<page>` names; undefined for any other text. */
export function readDeepLink(text: string): string | undefined {
  const page = /^krouter:\/\/open\/([a-z]{1,20})\/?$/.exec(text)?.[1];
  return page !== undefined && PAGES.has(page) ? page : undefined;
}

/** The first link among a command line's arguments. */
export function findDeepLink(args: readonly string[]): string | undefined {
  return args.map(readDeepLink).find((page) => page !== undefined);
}
