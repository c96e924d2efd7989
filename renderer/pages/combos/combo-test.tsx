import { FlaskConical } from 'lucide-react';
import { Button } from '../../components/control/button.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { formatMs } from '../../components/format/format-time.ts';
import { useAct } from '../../state/use-act.ts';

/** Asks for one word, for real. */
export function ComboTest({ id }: { readonly id: string }) {
  const test = useAct('combos.test', { quiet: true });
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      <div className="flex items-center justify-between gap-3">
        <p className="text-xs text-muted">A test asks for one word and costs a few tokens.</p>
        <Button
          icon={<FlaskConical size={14} aria-hidden />}
          busy={test.isPending}
          onClick={() => test.mutate({ id })}
        >
          Test
        </Button>
      </div>
      <div aria-live="polite">
        {test.data !== undefined && (
          <Notice tone="ok">
            <p>
              {test.data.provider} answered “{test.data.text}” after {formatMs(test.data.ttftMs)}
              {test.data.attempts > 1 ? `, on attempt ${test.data.attempts}` : ''}.
            </p>
          </Notice>
        )}
        {test.error !== null && (
          <Notice tone="bad" title="The test failed.">
            <p>{test.error.message}</p>
          </Notice>
        )}
      </div>
    </div>
  );
}
