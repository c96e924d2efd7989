import { useSyncExternalStore } from 'react';
import { PAGES, type PageName } from './page-names.ts';

/** The page in the address (`#/usage`). A fragment, because the files come from a folder and from a custom protocol. */
export function usePage(): PageName {
  return useSyncExternalStore(subscribe, currentPage);
}

export function hrefOf(page: PageName): string {
  return `#/${page}`;
}

export function goTo(page: PageName): void {
  location.hash = `/${page}`;
}

function currentPage(): PageName {
  const name = location.hash.replace(/^#\/?/, '');
  return PAGES.find((page) => page === name) ?? 'live';
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
