import { useState } from 'react';
import { useForm } from 'react-hook-form';
import {
  type DirectProviderType,
  PROVIDER_KINDS,
  type ProviderField,
} from '../../../contract/provider-kinds.ts';
import { Button } from '../../components/control/button.tsx';
import { SelectField } from '../../components/control/select-field.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { Modal } from '../../components/layout/modal.tsx';
import { ModalActions } from '../../components/layout/modal-actions.tsx';
import { DirectField } from './direct-field.tsx';
import { type DirectForm, type DirectProviderConfig, formOf } from './direct-form.ts';
import { KeyFields } from './key-fields.tsx';
import { TermsNotice } from './terms-notice.tsx';
import { useSaveDirect } from './use-save-direct.ts';

interface DirectModalProps {
  readonly type: DirectProviderType;
  /** Absent: a new one. */
  readonly config?: DirectProviderConfig;
  readonly onClose: () => void;
}

/** Adds or changes a provider of any kind in the table. */
export function DirectModal({ type, config, onClose }: DirectModalProps) {
  const { label, lead, fields, key, presets, terms } = PROVIDER_KINDS[type];
  const { register, handleSubmit, watch, setValue, setError, formState } = useForm<DirectForm>({
    defaultValues: formOf(type, config),
  });
  const [accepted, setAccepted] = useState(config !== undefined || terms === undefined);
  const save = useSaveDirect(type, config);
  const submit = handleSubmit(async (form) => {
    const faults = await save(form);
    if (faults === undefined) return onClose();
    for (const [field, message] of Object.entries(faults)) setError(field, { message });
  });
  const fill = (name: string): void => {
    const values = presets?.find((preset) => preset.label === name)?.values ?? {};
    for (const [field, value] of Object.entries(values)) setValue(field, value);
  };
  const { errors } = formState;
  return (
    <Modal title={config?.id ?? label} lead={lead} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {config === undefined && presets !== undefined && (
          <SelectField
            label="Server"
            defaultValue=""
            options={[
              { value: '', label: 'Choose' },
              ...presets.map((preset) => ({ value: preset.label, label: preset.label })),
            ]}
            onChange={(event) => fill(event.target.value)}
          />
        )}
        {config === undefined && <TextField label="Name" error={errors['id']?.message} {...register('id')} />}
        {fields.filter(isPlain).map((field) => (
          <DirectField
            key={field.name}
            field={field}
            error={errors[field.name]?.message}
            input={register(field.name)}
          />
        ))}
        {key !== undefined && (
          <KeyFields
            form={key}
            source={watch('source') ?? ''}
            isKept={config?.credentials.source === 'keychain'}
            register={register}
            errors={errors}
          />
        )}
        {fields
          .filter((field) => !isPlain(field))
          .map((field) => (
            <DirectField
              key={field.name}
              field={field}
              error={errors[field.name]?.message}
              input={register(field.name)}
            />
          ))}
        {config === undefined && terms !== undefined && (
          <TermsNotice terms={terms} accepted={accepted} onChange={setAccepted} />
        )}
        {errors.root?.message !== undefined && (
          <Notice tone="bad">
            <p role="alert">{errors.root.message}</p>
          </Notice>
        )}
        <ModalActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={formState.isSubmitting} disabled={!accepted}>
            Save
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}

/** What must be said of most; the rest comes after the key. */
function isPlain({ kind }: ProviderField): boolean {
  return kind === 'text';
}
