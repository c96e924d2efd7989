import type { ProviderConfig } from '../../../contract/config.ts';
import { CallFailure } from '../../state/call-failure.ts';
import { raiseToast } from '../../state/toasts.ts';
import { useTransport } from '../../state/transport-context.ts';
import { useAct } from '../../state/use-act.ts';
import { policyModels } from './policy-models.ts';
import { useSetup } from './setup-state.ts';

/**
 * Copies the least policy for one provider, with the rights to list what it offers. The policy is made for providers
 * that are saved, so one that is still planned is saved first.
 */
export function useCopyPolicy(provider: ProviderConfig): () => void {
  const transport = useTransport();
  const pasted = useSetup((setup) => setup.pasted);
  const save = useAct('providers.save', { refresh: ['providers.list'], quiet: true });
  const make = useAct('policy.make', { quiet: true });
  const copy = async (): Promise<void> => {
    const saved = await transport.call('providers.list', {});
    const isSaved = saved.ok && saved.value.some(({ config }) => config.id === provider.id);
    if (!isSaved) await save.mutateAsync({ provider, pasted });
    const listed = await transport.call('models.list', {});
    const offered = listed.ok ? policyModels(listed.value, [provider.id]) : [];
    const models = offered.filter(({ isUsual }) => isUsual).map(({ name }) => name);
    const { json } = await make.mutateAsync({ providers: [provider.id], models, extras: ['list'] });
    await navigator.clipboard.writeText(json);
    raiseToast({ level: 'info', text: 'Policy copied. Attach it to your user or role, then check again.' });
  };
  return () =>
    void copy().catch((error: unknown) => {
      const text = error instanceof CallFailure ? error.message : 'The policy could not be copied.';
      raiseToast({ level: 'error', text });
    });
}
