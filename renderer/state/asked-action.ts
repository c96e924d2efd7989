import { useEffect } from 'react';
import { create } from 'zustand';
import type { PageName } from './page-names.ts';
import { goTo } from './route.ts';

/** What a page can be asked to begin, from anywhere. */
export type PageAction = 'new-budget' | 'new-combo' | 'add-provider' | 'add-price';

const useAsked = create<{ readonly action: PageAction | undefined }>(() => ({ action: undefined }));

/** Opens the page and lets it begin. */
export function ask(page: PageName, action: PageAction): void {
  useAsked.setState({ action });
  goTo(page);
}

/** Begins what was asked for, once, whether the page was open already or is now. */
export function useAskedAction(action: PageAction, begin: () => void): void {
  const isAsked = useAsked((state) => state.action === action);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, whatever the page is by then
  useEffect(() => {
    if (!isAsked) return;
    useAsked.setState({ action: undefined });
    begin();
  }, [isAsked]);
}
