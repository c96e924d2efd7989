import { Page } from '../../components/layout/page.tsx';
import { AppList } from './app-list.tsx';

export function AppsPage() {
  return (
    <Page
      title="Apps"
      lead="Aim your tools at kRouter. You see every change before it is made, and each one can be undone."
    >
      <AppList />
    </Page>
  );
}
