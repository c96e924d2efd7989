import type { CheckFix } from '../../../contract/check-run.ts';
import type { ProviderConfig } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { goTo } from '../../state/route.ts';
import { OpenLink } from './open-link.tsx';
import { changePlanned, changeSetup, showNetwork, useSetup } from './setup-state.ts';
import type { CheckControl } from './use-check-run.ts';
import { useCopyPolicy } from './use-copy-policy.ts';

interface CheckFixButtonProps {
  readonly fix: CheckFix;
  readonly provider: ProviderConfig;
  readonly check: CheckControl;
}

export function CheckFixButton({ fix, provider, check }: CheckFixButtonProps) {
  const copyPolicy = useCopyPolicy(provider);
  if (fix.kind === 'open-url' && fix.value !== undefined) {
    return <OpenLink url={fix.value} label={fix.label} />;
  }
  const acts: Record<CheckFix['kind'], () => void> = {
    'copy-policy': copyPolicy,
    'open-url': () => undefined,
    'sign-in': () => openStep('sign-in'),
    'edit-credentials': () => openStep('sign-in'),
    'edit-region': () => openStep('regions'),
    'adjust-clock': () => check.start(),
    retry: () => check.start(),
    'narrow-scope': () => narrow(provider, check),
    'edit-network': () => {
      showNetwork();
      openStep('regions');
    },
  };
  return (
    <Button look="primary" onClick={acts[fix.kind]}>
      {fix.label}
    </Button>
  );
}

/** Opens a step of the wizard, from the wizard itself or from the Providers page. */
function openStep(step: 'sign-in' | 'regions'): void {
  changeSetup({ step });
  goTo('setup');
}

const NARROWER = { global: 'geo', geo: 'in-region', 'in-region': 'in-region' } as const;

function narrow(provider: ProviderConfig, check: CheckControl): void {
  if (provider.type !== 'bedrock') {
    check.start();
    return;
  }
  const scope = NARROWER[provider.scope];
  if (useSetup.getState().state.providers.some(({ id }) => id === provider.id))
    changePlanned(provider.id, { scope });
  check.start({ ...provider, scope });
}
