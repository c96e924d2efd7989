import type { ProviderConfig } from '../../../contract/config.ts';
import { raiseToast } from '../../state/toasts.ts';
import { useAct } from '../../state/use-act.ts';

/** Copies the least policy for one provider, with the rights to list what it offers. */
export function useCopyPolicy({ id }: ProviderConfig): () => void {
  const make = useAct('policy.make');
  return () =>
    make.mutate(
      { providers: [id], models: [], extras: ['list'] },
      {
        onSuccess: async ({ json }) => {
          await navigator.clipboard.writeText(json);
          raiseToast({
            level: 'info',
            text: 'Policy copied. Attach it to your user or role, then check again.',
          });
        },
      },
    );
}
