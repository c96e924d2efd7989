import type { DirectProviderType } from '../../../contract/provider-kinds.ts';
import { CallFailure } from '../../state/call-failure.ts';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';
import { useSecretAct } from '../../state/use-secret-act.ts';
import { type DirectForm, type DirectProviderConfig, readForm } from './direct-form.ts';

/** Saves the provider; a key goes to the engine first, which answers with a handle. Gives the faults by field, if any. */
export function useSaveDirect(type: DirectProviderType, config: DirectProviderConfig | undefined) {
  const keepKey = useSecretAct('providers.keepKey');
  const save = useAct('providers.save', {
    refresh: ['providers.list', 'models.list', 'regions.list'],
    quiet: true,
  });
  const { data: providers = [] } = useCall('providers.list', {});
  const isTaken = (id: string): boolean =>
    config === undefined && providers.some((provider) => provider.config.id === id);
  return async (form: DirectForm): Promise<Readonly<Record<string, string>> | undefined> => {
    const read = readForm(type, form, config);
    if (read.provider === undefined) return read.faults;
    if (isTaken(read.provider.id)) return { id: 'Another provider has this name.' };
    const key = form['key']?.trim() ?? '';
    const hasKey = form['source'] === 'keychain' && key !== '';
    const kept = hasKey ? await keepKey.send({ text: key }) : undefined;
    if (kept?.ok === false) return { root: kept.error.message };
    try {
      await save.mutateAsync({ provider: read.provider, pasted: kept?.value.handle });
      return undefined;
    } catch (error) {
      return { root: error instanceof CallFailure ? error.message : 'The provider could not be saved.' };
    }
  };
}
