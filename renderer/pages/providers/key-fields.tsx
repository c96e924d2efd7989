import type { FieldErrors, UseFormRegister } from 'react-hook-form';
import type { KeyForm } from '../../../contract/provider-kinds.ts';
import { SelectField } from '../../components/control/select-field.tsx';
import { TextAreaField } from '../../components/control/text-area-field.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { KeychainNotice } from '../setup/keychain-notice.tsx';
import type { DirectForm } from './direct-form.ts';

interface KeyFieldsProps {
  readonly form: KeyForm;
  readonly source: string;
  /** A key is kept already. */
  readonly isKept: boolean;
  readonly register: UseFormRegister<DirectForm>;
  readonly errors: FieldErrors<DirectForm>;
}

/** Where the secret comes from, and the secret itself where it is to be kept. */
export function KeyFields({ form, source, isKept, register, errors }: KeyFieldsProps) {
  const hint = isKept ? 'Empty: it stays as it is.' : 'Goes to the keychain of this machine.';
  const error = errors['key']?.message;
  return (
    <>
      <SelectField label="Key" options={form.sources} {...register('source')} />
      {source === 'keychain' && <KeychainNotice />}
      {source === 'keychain' &&
        (form.isLong === true ? (
          <TextAreaField label={form.label} hint={hint} error={error} {...register('key')} />
        ) : (
          <TextField label={form.label} type="password" hint={hint} error={error} {...register('key')} />
        ))}
      {source === 'env' && (
        <TextField label="Variable" error={errors['variable']?.message} {...register('variable')} />
      )}
    </>
  );
}
