import { RotateCw, Sparkles } from 'lucide-react';
import { useState } from 'react';
import type { AwsCredentialsConfig } from '../../../contract/config.ts';
import type { SignIn, SignInOption } from '../../../contract/wizard.ts';
import { Button } from '../../components/control/button.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';
import { AssumeRoleForm } from './assume-role-form.tsx';
import { ChoiceCard } from './choice-card.tsx';
import { CommandSignIn } from './command-sign-in.tsx';
import { PasteBox } from './paste-box.tsx';
import { suggestRegion } from './plan-region.ts';
import { PortalForm } from './portal-form.tsx';
import { ProfileForm } from './profile-form.tsx';
import { changeSetup, holdPasted, loadSetup, useSetup } from './setup-state.ts';
import { SignInChoice } from './sign-in-choice.tsx';
import { StepFrame } from './step-frame.tsx';

type Way = number | 'portal' | 'login' | 'paste' | 'role' | 'profile';

export function SignInStep() {
  const credentials = useSetup(({ state }) => state.credentials);
  const detected = useCall('wizard.detect', {});
  const simulate = useAct('wizard.simulate');
  const [way, setWay] = useState<Way>();
  const choose = (next: Way, found?: SignInOption): void => {
    setWay(next);
    holdPasted(undefined);
    changeSetup({ credentials: found?.credentials, simulated: false });
    if (found?.region !== undefined) suggestRegion(found.region);
  };
  const use = (chosen: AwsCredentialsConfig | undefined): void => changeSetup({ credentials: chosen });
  const signedIn = ({ credentials: gained, region }: SignIn): void => {
    use(gained);
    if (region !== undefined) suggestRegion(region);
  };
  return (
    <StepFrame
      nextDisabled={credentials === undefined}
      actions={
        <>
          <Button
            icon={<Sparkles size={14} aria-hidden />}
            busy={simulate.isPending}
            onClick={() => simulate.mutate({}, { onSuccess: loadSetup })}
          >
            Try it without AWS
          </Button>
          <Button
            look="quiet"
            icon={<RotateCw size={14} aria-hidden />}
            busy={detected.isFetching}
            onClick={() => void detected.refetch()}
          >
            Look again
          </Button>
        </>
      }
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">Way to sign in</legend>
        <QueryView query={detected} loading="Looking for sign-ins on this machine">
          {(options) =>
            options.map((option, index) => (
              <SignInChoice
                key={`${option.kind} ${option.label}`}
                option={option}
                best={index === 0}
                checked={way === index || (way === undefined && isSame(credentials, option.credentials))}
                onChoose={() => choose(index, option)}
                onSignedIn={signedIn}
              />
            ))
          }
        </QueryView>
        <ChoiceCard
          title="IAM Identity Center (SSO)"
          detail="Sign in at your company's access portal, in your browser, and choose account and role."
          checked={way === 'portal'}
          onChoose={() => choose('portal')}
        >
          <PortalForm onDone={signedIn} />
        </ChoiceCard>
        <ChoiceCard
          title="The AWS console's sign-in (aws login)"
          detail="With the user and password of the console. Needs the AWS command line 2.32 or newer."
          checked={way === 'login'}
          onChoose={() => choose('login')}
        >
          <CommandSignIn command="login" onDone={signedIn} />
        </ChoiceCard>
        <ChoiceCard
          title="Paste keys or a Bedrock API key"
          detail="Any form: export lines, an INI block, JSON, PowerShell, or the key alone."
          checked={way === 'paste'}
          onChoose={() => choose('paste')}
        >
          <PasteBox onUse={use} />
        </ChoiceCard>
        <ChoiceCard
          title="Assume a role"
          detail="Starts from a profile and takes on a role, with an external id if it asks for one."
          checked={way === 'role'}
          onChoose={() => choose('role')}
        >
          <AssumeRoleForm onUse={use} />
        </ChoiceCard>
        <ChoiceCard
          title="Another profile"
          detail="By its name: keys, IAM Identity Center, aws login, or a credential_process."
          checked={way === 'profile'}
          onChoose={() => choose('profile')}
        >
          <ProfileForm onUse={use} />
        </ChoiceCard>
      </fieldset>
    </StepFrame>
  );
}

function isSame(a: AwsCredentialsConfig | undefined, b: AwsCredentialsConfig): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
