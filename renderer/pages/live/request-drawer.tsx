import type { RequestDetail } from '../../../contract/request-row.ts';
import { Button } from '../../components/control/button.tsx';
import { CopyButton } from '../../components/control/copy-button.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { formatExact, formatMs } from '../../components/format/format-time.ts';
import { Drawer } from '../../components/layout/drawer.tsx';
import { Facts } from '../../components/layout/facts.tsx';
import { Section } from '../../components/layout/section.tsx';
import { residencyOf } from '../../components/residency.ts';
import { changeFilter } from '../../state/request-filter.ts';
import { useCall } from '../../state/use-call.ts';
import { readDecision } from './decision-view.ts';
import { HeaderSection } from './header-section.tsx';
import { outcomeOf } from './request-outcome.ts';
import { RouteSection } from './route-section.tsx';
import { UsageSection } from './usage-section.tsx';

interface RequestDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

export function RequestDrawer({ id, onClose }: RequestDrawerProps) {
  const query = useCall('requests.get', { id });
  return (
    <Drawer
      title={query.data?.modelAsked ?? 'Request'}
      lead={<code className="font-mono text-xs">{id}</code>}
      onClose={onClose}
    >
      <QueryView query={query} loading="Loading the request">
        {(detail) => <Detail detail={detail} onClose={onClose} />}
      </QueryView>
    </Drawer>
  );
}

function Detail({ detail, onClose }: { readonly detail: RequestDetail; readonly onClose: () => void }) {
  const decision = readDecision(detail.decision);
  const session = detail.session;
  return (
    <div className="flex flex-col gap-4">
      <Notice tone={outcomeOf(detail).tone}>
        <p>
          <span className="font-medium">{outcomeOf(detail).word}</span>, HTTP {detail.status}
          {detail.errorCode === undefined ? '' : `, ${detail.errorCode}`}. {residencyOf(detail)}
        </p>
      </Notice>
      <Section title="Request">
        <Facts
          facts={[
            ['Started', formatExact(detail.startedAt)],
            ['App', detail.app],
            ['Session', session],
            ['Format', `${detail.dialect}${detail.streamed ? ', streamed' : ''}`],
            ['Called', detail.model],
            ['Provider', detail.provider],
            ['First token', formatMs(detail.ttftMs)],
            ['Duration', formatMs(detail.durationMs)],
          ]}
        />
        <div className="flex gap-2">
          <CopyButton look="plain" text={detail.id} label="Copy id" />
          {session !== undefined && (
            <Button
              onClick={() => {
                changeFilter({ session });
                onClose();
              }}
            >
              Show this session
            </Button>
          )}
        </div>
      </Section>
      <UsageSection detail={detail} />
      {decision !== undefined && <RouteSection decision={decision} />}
      {detail.warnings.length > 0 && (
        <Section title="Lost in translation">
          <ul className="list-inside list-disc">
            {detail.warnings.map((warning) => (
              <li key={warning}>
                <code className="font-mono text-xs">{warning}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <HeaderSection detail={detail} />
      {decision !== undefined && <RawRecord record={detail.decision} />}
    </div>
  );
}

function RawRecord({ record }: { readonly record: unknown }) {
  const text = JSON.stringify(record, null, 2);
  return (
    <details>
      <summary className="font-semibold">Decision record</summary>
      <pre tabIndex={0} className="mt-2 max-h-72 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs">
        {text}
      </pre>
      <div className="mt-2">
        <CopyButton text={text} label="Copy record" />
      </div>
    </details>
  );
}
