import { Globe } from 'lucide-react';
import { buttonClass } from '../../components/control/button.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { Page } from '../../components/layout/page.tsx';
import { hrefOf } from '../../state/route.ts';
import { useCall } from '../../state/use-call.ts';
import { RegionCardView } from './region-card-view.tsx';

const EVERY_MS = 5_000;

export function RegionsPage() {
  const query = useCall('regions.list', {}, { every: EVERY_MS });
  return (
    <Page title="Regions" lead="How each region answers, and why requests go there or do not.">
      <QueryView query={query} loading="Loading regions">
        {(cards) =>
          cards.length === 0 ? (
            <NoRegions />
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(21rem,100%),1fr))] gap-4">
              {cards.map((card) => (
                <li key={card.provider} className="contents">
                  <RegionCardView card={card} receivedAt={query.dataUpdatedAt} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Page>
  );
}

function NoRegions() {
  return (
    <EmptyState
      icon={<Globe size={18} aria-hidden />}
      title="No regions yet"
      text="Each region that you set up has a card here with its speed, its quota and its faults."
      actions={
        <a href={hrefOf('setup')} className={buttonClass('primary')}>
          Set up Bedrock
        </a>
      }
    />
  );
}
