import type { UseFormRegisterReturn } from 'react-hook-form';
import type { ProviderField } from '../../../contract/provider-kinds.ts';
import { TextAreaField } from '../../components/control/text-area-field.tsx';
import { TextField } from '../../components/control/text-field.tsx';

interface DirectFieldProps {
  readonly field: ProviderField;
  readonly error: string | undefined;
  readonly input: UseFormRegisterReturn;
}

/** One setting, by its kind. */
export function DirectField({ field, error, input }: DirectFieldProps) {
  const { label, hint, placeholder, kind } = field;
  const shared = { label, hint, placeholder, error, ...input };
  if (kind === 'pairs') return <TextAreaField {...shared} />;
  return <TextField {...shared} inputMode={kind === 'number' ? 'numeric' : undefined} />;
}
