import type { ConnectedApp } from '../../../contract/connected-app.ts';
import { CopyButton } from '../../components/control/copy-button.tsx';

/** What to do by hand, one step after the other. */
export function GuidedSteps({ app }: { readonly app: ConnectedApp }) {
  return (
    <ol aria-label={`Steps for ${app.name}`} className="flex flex-col gap-2 border-t border-line pt-3 pb-1">
      {app.steps.map(({ text, copy }, index) => (
        <li key={text} className="flex items-start gap-3">
          <span
            aria-hidden="true"
            className="flex size-5 shrink-0 items-center justify-center rounded-full bg-sunken text-xs"
          >
            {index + 1}
          </span>
          <div className="min-w-0 flex-1">
            <p>{text}</p>
            {copy !== undefined && (
              <div className="mt-1 flex items-start gap-2">
                <pre
                  tabIndex={0}
                  className="min-w-0 flex-1 overflow-x-auto rounded-md bg-sunken px-3 py-1.5 font-mono text-xs"
                >
                  {copy}
                </pre>
                <CopyButton text={copy} label="Copy" />
              </div>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
