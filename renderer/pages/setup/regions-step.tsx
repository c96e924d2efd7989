import { Notice } from '../../components/feedback/notice.tsx';
import { moveItem } from '../../components/order/move-item.ts';
import { AddRegion } from './add-region.tsx';
import { RegionRow } from './region-row.tsx';
import { changeSetup, useSetup } from './setup-state.ts';
import { StepFrame } from './step-frame.tsx';

export function RegionsStep() {
  const { providers, simulated } = useSetup(({ state }) => state);
  const move = (from: number, to: number): void =>
    changeSetup({ providers: [...moveItem(providers, from, to)] });
  return (
    <StepFrame nextDisabled={providers.length === 0}>
      {simulated && (
        <Notice tone="idle">
          <p>These regions are simulated on this machine. Nothing is sent to AWS.</p>
        </Notice>
      )}
      {providers.length > 0 && (
        <ol aria-label="Regions in order" className="flex flex-col gap-2">
          {providers.map((provider, index) => (
            <li key={provider.id}>
              <RegionRow
                provider={provider}
                index={index}
                last={index === providers.length - 1}
                onMove={(to) => move(index, to)}
                onRemove={() => changeSetup({ providers: providers.filter(({ id }) => id !== provider.id) })}
              />
            </li>
          ))}
        </ol>
      )}
      {!simulated && <AddRegion present={providers.map(({ region }) => region)} />}
    </StepFrame>
  );
}
