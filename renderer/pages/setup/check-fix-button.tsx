import { ExternalLink } from 'lucide-react';
import type { CheckFix } from '../../../contract/check-run.ts';
import type { ProviderConfig } from '../../../contract/config.ts';
import { Button, buttonClass } from '../../components/control/button.tsx';
import { goTo } from '../../state/route.ts';
import { useTransport } from '../../state/transport-context.ts';
import { changePlanned, changeSetup, useSetup } from './setup-state.ts';
import type { CheckControl } from './use-check-run.ts';
import { useCopyPolicy } from './use-copy-policy.ts';

interface CheckFixButtonProps {
  readonly fix: CheckFix;
  readonly provider: ProviderConfig;
  readonly check: CheckControl;
}

export function CheckFixButton({ fix, provider, check }: CheckFixButtonProps) {
  const transport = useTransport();
  const copyPolicy = useCopyPolicy(provider);
  if (fix.kind === 'open-url' && fix.value !== undefined && transport.kind === 'http') {
    return (
      <a href={fix.value} target="_blank" rel="noreferrer" className={buttonClass('primary')}>
        <ExternalLink size={14} aria-hidden />
        {fix.label}
      </a>
    );
  }
  const acts: Record<CheckFix['kind'], () => void> = {
    'copy-policy': copyPolicy,
    'open-url': () => fix.value !== undefined && void transport.call('shell.openUrl', { url: fix.value }),
    'sign-in': () => openStep('sign-in'),
    'edit-credentials': () => openStep('sign-in'),
    'edit-region': () => openStep('regions'),
    'adjust-clock': () => check.start(),
    retry: () => check.start(),
    'narrow-scope': () => narrow(provider, check),
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
