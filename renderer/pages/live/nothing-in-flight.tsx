import { Plug, Sparkles } from 'lucide-react';
import { buttonClass } from '../../components/control/button.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { hrefOf } from '../../state/route.ts';
import { useCall } from '../../state/use-call.ts';

/** Quiet: one line. Before there is any provider: the way in. */
export function NothingInFlight() {
  const providers = useCall('providers.list', {});
  const status = useCall('status.get', {});
  if (providers.data?.length === 0) return <Welcome />;
  const url = status.data?.baseUrl;
  return (
    <section
      aria-label="Requests in flight"
      className="rounded-lg border border-line bg-surface px-4 py-3 text-muted"
    >
      Nothing in flight.{' '}
      {url === undefined ? (
        'Routing is stopped.'
      ) : (
        <>
          Apps reach kRouter at <code className="font-mono text-xs text-ink">{url}</code>.
        </>
      )}
    </section>
  );
}

function Welcome() {
  return (
    <section className="rounded-lg border border-line bg-surface">
      <EmptyState
        icon={<Sparkles size={18} aria-hidden />}
        title="Connect Claude on Bedrock"
        text="Sign in to AWS, choose regions, and every app on this machine can use them. Nothing leaves this machine except the requests themselves."
        actions={
          <>
            <a href={hrefOf('setup')} className={buttonClass('primary')}>
              Set up Bedrock
            </a>
            <a href={hrefOf('providers')} className={buttonClass('plain')}>
              <Plug size={14} aria-hidden />
              Add another provider
            </a>
          </>
        }
      />
    </section>
  );
}
