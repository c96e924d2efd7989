import { RotateCw, Sparkles } from 'lucide-react';
import { useState } from 'react';
import type { AwsCredentialsConfig } from '../../../contract/config.ts';
import type { SignIn, SignInOption } from '../../../contract/wizard.ts';
import { Button } from '../../components/control/button.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';
import { type OtherWay, OtherWays } from './other-ways.tsx';
import { suggestRegion } from './plan-region.ts';
import { changeSetup, holdPasted, loadSetup, useSetup } from './setup-state.ts';
import { SignInChoice } from './sign-in-choice.tsx';
import { StepFrame } from './step-frame.tsx';

type Way = number | OtherWay;

export function SignInStep() {
  const credentials = useSetup(({ state }) => state.credentials);
  const detected = useCall('wizard.detect', {});
  const simulate = useAct('wizard.simulate');
  const [way, setWay] = useState<Way | undefined>(() => wayOf(credentials));
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
        <OtherWays way={way} choose={choose} use={use} onSignedIn={signedIn} />
      </fieldset>
    </StepFrame>
  );
}

/** The way that the credentials came by, where it is none of those that are found on the machine. */
function wayOf(credentials: AwsCredentialsConfig | undefined): OtherWay | undefined {
  switch (credentials?.source) {
    case 'keychain':
      return 'paste';
    case 'assume-role':
      return 'role';
    case 'sso-role':
      return 'portal';
    default:
      return undefined;
  }
}

function isSame(a: AwsCredentialsConfig | undefined, b: AwsCredentialsConfig): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
