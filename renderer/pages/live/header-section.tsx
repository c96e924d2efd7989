import type { RequestRow } from '../../../contract/request-row.ts';
import { Facts } from '../../components/layout/facts.tsx';
import { Section } from '../../components/layout/section.tsx';

/** What kRouter put on the answer. Headers of apps and providers are not kept: they may hold keys. */
export function HeaderSection({ detail }: { readonly detail: RequestRow }) {
  return (
    <Section title="Answer headers">
      <div className="font-mono text-xs">
        <Facts
          facts={[
            ['x-krouter-request-id', detail.id],
            ['x-krouter-provider', detail.provider],
            ['x-krouter-model', detail.model],
            ['x-krouter-attempts', detail.attempts],
            ['x-krouter-warnings', detail.warnings.join(', ')],
          ]}
        />
      </div>
    </Section>
  );
}
