import { ModelTable } from '../providers/model-table.tsx';
import { useSetup } from './setup-state.ts';
import { StepFrame } from './step-frame.tsx';

export function ModelsStep() {
  const providers = useSetup(({ state }) => state.providers);
  return (
    <StepFrame>
      <ModelTable providers={providers.map(({ id }) => id)} />
    </StepFrame>
  );
}
