import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { type AnthropicProviderConfig, anthropicProviderSchema } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { SelectField } from '../../components/control/select-field.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { Modal } from '../../components/layout/modal.tsx';
import { type AnthropicForm, formOf, useSaveAnthropic } from './use-save-anthropic.ts';

interface AnthropicModalProps {
  /** Absent: a new one. */
  readonly config?: AnthropicProviderConfig;
  readonly onClose: () => void;
}

const SOURCES = [
  { value: 'keychain', label: 'A key in the system keychain' },
  { value: 'env', label: 'An environment variable' },
];

export function AnthropicModal({ config, onClose }: AnthropicModalProps) {
  const { register, handleSubmit, watch, formState } = useForm<AnthropicForm>({
    defaultValues: formOf(config),
  });
  const [failure, setFailure] = useState<string>();
  const save = useSaveAnthropic(config);
  const submit = handleSubmit(async (form) => {
    const fault = await save(form);
    if (fault === undefined) onClose();
    else setFailure(fault);
  });
  const { errors } = formState;
  const fromKeychain = watch('source') === 'keychain';
  return (
    <Modal
      title={config?.id ?? 'Anthropic API'}
      lead="Claude from Anthropic itself, beside Bedrock."
      onClose={onClose}
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {config === undefined && (
          <TextField label="Name" error={errors.id?.message} {...register('id', ruleFor('id'))} />
        )}
        <TextField
          label="Base URL"
          error={errors.baseUrl?.message}
          {...register('baseUrl', ruleFor('baseUrl'))}
        />
        <SelectField label="Key" options={SOURCES} {...register('source')} />
        {fromKeychain ? (
          <TextField
            label="API key"
            type="password"
            hint={
              config === undefined
                ? 'Goes to the keychain of this machine.'
                : 'Empty: the key stays as it is.'
            }
            {...register('key')}
          />
        ) : (
          <TextField label="Variable" {...register('variable')} />
        )}
        {failure !== undefined && (
          <Notice tone="bad">
            <p role="alert">{failure}</p>
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={formState.isSubmitting}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** One field's rule of the contract, as the form wants it. */
function ruleFor(field: 'id' | 'baseUrl') {
  return {
    validate: (value: string): string | true => {
      const result = anthropicProviderSchema.shape[field].safeParse(value);
      return result.success || (result.error.issues[0]?.message ?? 'This value is not valid.');
    },
  };
}
