import { type AnthropicProviderConfig, anthropicProviderSchema } from '../../../contract/config.ts';
import { CallFailure } from '../../state/call-failure.ts';
import { useAct } from '../../state/use-act.ts';

export interface AnthropicForm {
  readonly id: string;
  readonly baseUrl: string;
  readonly source: string;
  readonly variable: string;
  readonly key: string;
}

/** The form's first values. */
export function formOf(config: AnthropicProviderConfig | undefined): AnthropicForm {
  const credentials = config?.credentials;
  return {
    id: config?.id ?? 'anthropic',
    baseUrl: config?.baseUrl ?? 'https://api.anthropic.com',
    source: credentials?.source ?? 'keychain',
    variable: credentials?.source === 'env' ? credentials.variable : 'ANTHROPIC_API_KEY',
    key: '',
  };
}

/** Saves the provider; a key goes to the engine first, which answers with a handle. Gives the fault, if there is one. */
export function useSaveAnthropic(config: AnthropicProviderConfig | undefined) {
  const paste = useAct('wizard.paste', { quiet: true });
  const save = useAct('providers.save', {
    refresh: ['providers.list', 'models.list', 'regions.list'],
    quiet: true,
  });
  return async (form: AnthropicForm): Promise<string | undefined> => {
    const provider = readForm(form, config);
    if (!provider.success) return provider.error.issues[0]?.message ?? 'The provider is not valid.';
    const hasKey = form.source === 'keychain' && form.key !== '';
    try {
      const pasted = hasKey ? await paste.mutateAsync({ text: form.key }) : undefined;
      if (hasKey && pasted?.handle === undefined) return pasted?.problem ?? 'That is not an API key.';
      await save.mutateAsync({ provider: provider.data, pasted: pasted?.handle });
      return undefined;
    } catch (error) {
      return error instanceof CallFailure ? error.message : 'The provider could not be saved.';
    }
  };
}

function readForm(
  { id, baseUrl, source, variable }: AnthropicForm,
  config: AnthropicProviderConfig | undefined,
) {
  const credentials = source === 'env' ? { source, variable } : { source };
  return anthropicProviderSchema.safeParse({ ...config, id, type: 'anthropic', baseUrl, credentials });
}
