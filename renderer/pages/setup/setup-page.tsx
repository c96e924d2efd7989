import { type JSX, useEffect } from 'react';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { Page } from '../../components/layout/page.tsx';
import { useTransport } from '../../state/transport-context.ts';
import { useCall } from '../../state/use-call.ts';
import { ChecksStep } from './checks-step.tsx';
import { ConnectStep } from './connect-step.tsx';
import { ModelsStep } from './models-step.tsx';
import { RegionsStep } from './regions-step.tsx';
import { EMPTY_SETUP, loadSetup, useSetup } from './setup-state.ts';
import { SignInStep } from './sign-in-step.tsx';
import { StepBar } from './step-bar.tsx';
import type { SetupStep } from './step-list.ts';
import { SummaryStep } from './summary-step.tsx';

const STEPS: Record<SetupStep, () => JSX.Element> = {
  'sign-in': SignInStep,
  regions: RegionsStep,
  checks: ChecksStep,
  models: ModelsStep,
  connect: ConnectStep,
  summary: SummaryStep,
};

export function SetupPage() {
  const { loaded, state } = useSetup();
  const transport = useTransport();
  const saved = useCall('wizard.load', {}, { enabled: !loaded });
  useEffect(() => {
    if (!loaded && saved.isSuccess) loadSetup(saved.data ?? EMPTY_SETUP);
  }, [loaded, saved.isSuccess, saved.data]);
  useEffect(() => {
    if (loaded) void transport.call('wizard.save', state);
  }, [loaded, state, transport]);
  const Step = STEPS[state.step];
  return (
    <Page title="Bedrock setup">
      {loaded ? (
        <>
          <StepBar state={state} />
          <Step key={state.step} />
        </>
      ) : (
        <QueryView query={saved} loading="Loading the wizard">
          {() => null}
        </QueryView>
      )}
    </Page>
  );
}
