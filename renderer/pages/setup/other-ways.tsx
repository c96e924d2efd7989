import type { ReactNode } from 'react';
import type { AwsCredentialsConfig } from '../../../contract/config.ts';
import type { SignIn } from '../../../contract/wizard.ts';
import { AssumeRoleForm } from './assume-role-form.tsx';
import { ChoiceCard } from './choice-card.tsx';
import { CommandSignIn } from './command-sign-in.tsx';
import { PasteBox } from './paste-box.tsx';
import { PortalForm } from './portal-form.tsx';
import { ProfileForm } from './profile-form.tsx';

export type OtherWay = 'portal' | 'login' | 'paste' | 'role' | 'profile';

interface WayActs {
  readonly use: (credentials: AwsCredentialsConfig | undefined) => void;
  readonly onSignedIn: (view: SignIn) => void;
}

interface OtherWaysProps extends WayActs {
  readonly way: OtherWay | number | undefined;
  readonly choose: (way: OtherWay) => void;
}

/** The ways to sign in that need no file of AWS's on this machine. */
export function OtherWays({ way: chosen, choose, ...acts }: OtherWaysProps) {
  return WAYS.map(({ way, title, detail, content }) => (
    <ChoiceCard key={way} title={title} detail={detail} checked={chosen === way} onChoose={() => choose(way)}>
      {content(acts)}
    </ChoiceCard>
  ));
}

interface WayEntry {
  readonly way: OtherWay;
  readonly title: string;
  readonly detail: string;
  readonly content: (acts: WayActs) => ReactNode;
}

const WAYS: readonly WayEntry[] = [
  {
    way: 'portal',
    title: 'IAM Identity Center (SSO)',
    detail: "Sign in at your company's access portal, in your browser, and choose account and role.",
    content: ({ onSignedIn }) => <PortalForm onDone={onSignedIn} />,
  },
  {
    way: 'login',
    title: "The AWS console's sign-in (aws login)",
    detail: 'With the user and password of the console. Needs the AWS command line 2.32 or newer.',
    content: ({ onSignedIn }) => <CommandSignIn command="login" onDone={onSignedIn} />,
  },
  {
    way: 'paste',
    title: 'Paste keys or a Bedrock API key',
    detail: 'Any form: export lines, an INI block, JSON, PowerShell, or the key alone.',
    content: ({ use }) => <PasteBox onUse={use} />,
  },
  {
    way: 'role',
    title: 'Assume a role',
    detail: 'Starts from a profile and takes on a role, with an external id if it asks for one.',
    content: ({ use }) => <AssumeRoleForm onUse={use} />,
  },
  {
    way: 'profile',
    title: 'Another profile',
    detail: 'By its name: keys, IAM Identity Center, aws login, or a credential_process.',
    content: ({ use }) => <ProfileForm onUse={use} />,
  },
];
