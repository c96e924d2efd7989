import { AppList } from '../apps/app-list.tsx';
import { StepFrame } from './step-frame.tsx';

export function ConnectStep() {
  return (
    <StepFrame>
      <AppList />
    </StepFrame>
  );
}
