import type { SignIn } from '../../../contract/wizard.ts';
import { CopyButton } from '../../components/control/copy-button.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { useCall } from '../../state/use-call.ts';
import { SignInPanel } from './sign-in-panel.tsx';

interface CommandSignInProps {
  readonly command: 'login' | 'sso-login';
  readonly profile?: string;
  readonly onDone: (view: SignIn) => void;
}

/** Runs AWS's own command where it is installed; else shows it, to be run by hand. */
export function CommandSignIn({ command, profile, onDone }: CommandSignInProps) {
  const cli = useCall('awsCli.get', {});
  const line = commandLine(command, profile);
  return (
    <QueryView query={cli} loading="Looking for the AWS command line">
      {({ login, ssoLogin, problem }) => (
        <div className="flex flex-col gap-3">
          {(command === 'login' ? login : ssoLogin) ? (
            <SignInPanel
              target={{ kind: 'command', command, profile }}
              label={`Run ${line}`}
              onDone={onDone}
            />
          ) : (
            <Notice tone="warn">
              <p>{problem ?? 'The AWS command line is too old for this. Update it.'}</p>
            </Notice>
          )}
          <p className="flex flex-wrap items-center gap-2 text-muted">
            By hand: <code className="font-mono text-xs text-ink">{line}</code>
            <CopyButton text={line} label="Copy command" look="quiet" />
          </p>
        </div>
      )}
    </QueryView>
  );
}

function commandLine(command: CommandSignInProps['command'], profile: string | undefined): string {
  const verb = command === 'login' ? 'aws login' : 'aws sso login';
  return profile === undefined ? verb : `${verb} --profile ${/\s/.test(profile) ? `"${profile}"` : profile}`;
}
