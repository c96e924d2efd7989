import { Plug, Sparkles } from 'lucide-react';
import { buttonClass } from '../../components/control/button.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { hrefOf } from '../../state/route.ts';

/** The first start: the way in. */
export function Welcome() {
  return (
    <section aria-label="First steps" className="rounded-lg border border-line bg-surface">
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
