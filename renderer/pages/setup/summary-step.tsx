import { goTo } from '../../state/route.ts';
import { useAct } from '../../state/use-act.ts';
import { PolicyCard } from './policy-card.tsx';
import { EMPTY_SETUP, loadSetup, useSetup } from './setup-state.ts';
import { StepFrame } from './step-frame.tsx';
import { SummaryList } from './summary-list.tsx';

export function SummaryStep() {
  const state = useSetup((setup) => setup.state);
  const finish = useAct('wizard.finish', { refresh: ['providers.list', 'models.list', 'wizard.load'] });
  const done = (): void =>
    finish.mutate(
      { state },
      {
        onSuccess: () => {
          loadSetup(EMPTY_SETUP);
          goTo('live');
        },
      },
    );
  return (
    <StepFrame next="Done" busy={finish.isPending} onNext={done}>
      <SummaryList state={state} />
      <PolicyCard state={state} />
    </StepFrame>
  );
}
