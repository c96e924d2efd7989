import { Suspense, useEffect, useState } from 'react';
import { PAGE_VIEWS } from '../../pages/page-views.ts';
import { usePage } from '../../state/route.ts';
import { Skeleton } from '../feedback/skeleton.tsx';
import { ToastList } from '../feedback/toast-list.tsx';
import { Page } from '../layout/page.tsx';
import { CommandPalette } from './command-palette.tsx';
import { PAGE_LIST } from './page-list.ts';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';

export function AppShell() {
  const page = usePage();
  const [searching, setSearching] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setSearching((open) => !open);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const title = PAGE_LIST.find((entry) => entry.page === page)?.title ?? 'Live';
  useEffect(() => {
    document.title = `${title} - kRouter`;
  }, [title]);
  const View = PAGE_VIEWS[page];
  return (
    <div className="flex h-full">
      <button
        type="button"
        onClick={() => document.getElementById('main')?.focus()}
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-surface focus:px-3 focus:py-1.5"
      >
        Skip to content
      </button>
      <Sidebar />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar onSearch={() => setSearching(true)} />
        <main id="main" tabIndex={0} key={page} className="min-h-0 flex-1 overflow-y-auto outline-none">
          <Suspense
            fallback={
              <Page title={title}>
                <Skeleton label="Loading the page" />
              </Page>
            }
          >
            <View />
          </Suspense>
        </main>
      </div>
      <ToastList />
      {searching && <CommandPalette onClose={() => setSearching(false)} />}
    </div>
  );
}
