import { useState } from 'react';
import type { CheckFix } from '../../../contract/check-run.ts';
import type { ProviderConfig } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { useAct } from '../../state/use-act.ts';
import { ClockModal } from './clock-modal.tsx';
import { OpenLink } from './open-link.tsx';
import { openWizardAt } from './open-wizard-at.ts';
import { changePlanned, isPlanned } from './setup-state.ts';
import type { CheckControl } from './use-check-run.ts';
import { useCopyPolicy } from './use-copy-policy.ts';

interface CheckFixButtonProps {
  readonly fix: CheckFix;
  readonly provider: ProviderConfig;
  readonly check: CheckControl;
  /** Opens the provider's own form; for providers that the wizard does not know. */
  readonly onEdit?: () => void;
}

export function CheckFixButton({ fix, provider, check, onEdit }: CheckFixButtonProps) {
  const [isClockShown, showClock] = useState(false);
  const copyPolicy = useCopyPolicy(provider);
  const narrow = useNarrow(provider, check);
  if (fix.kind === 'open-url' && fix.value !== undefined) {
    return <OpenLink url={fix.value} label={fix.label} />;
  }
  const change = (place: 'credentials' | 'scope' | 'add-region' | 'network') => () =>
    provider.type === 'bedrock' ? openWizardAt(place, provider) : onEdit?.();
  const acts: Record<CheckFix['kind'], () => void> = {
    'copy-policy': copyPolicy,
    'open-url': () => undefined,
    'sign-in': change('credentials'),
    'edit-credentials': change('credentials'),
    'edit-region': change(fix.value === 'scope' ? 'scope' : 'add-region'),
    'edit-network': change('network'),
    'adjust-clock': () => showClock(true),
    retry: () => check.start(),
    'narrow-scope': narrow,
  };
  return (
    <>
      <Button look="primary" onClick={acts[fix.kind]}>
        {fix.label}
      </Button>
      {isClockShown && <ClockModal onRetry={() => check.start()} onClose={() => showClock(false)} />}
    </>
  );
}

const NARROWER = { global: 'geo', geo: 'in-region', 'in-region': 'in-region' } as const;

/** The next narrower scope, kept where the provider is: in the wizard's plan, or in the configuration. */
function useNarrow(provider: ProviderConfig, check: CheckControl): () => void {
  const save = useAct('providers.save', { refresh: ['providers.list', 'models.list', 'regions.list'] });
  return () => {
    if (provider.type !== 'bedrock') return check.start();
    const narrowed = { ...provider, scope: NARROWER[provider.scope] };
    if (isPlanned(provider.id)) changePlanned(provider.id, { scope: narrowed.scope });
    else save.mutate({ provider: narrowed });
    check.start(narrowed);
  };
}
