import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { priceSchema } from '../../../contract/config.ts';
import type { Settings } from '../../../contract/settings.ts';
import { Button } from '../../components/control/button.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { Modal } from '../../components/layout/modal.tsx';
import { ModalActions } from '../../components/layout/modal-actions.tsx';

interface PriceModalProps {
  readonly onSave: (model: string, price: Settings['prices'][string]) => void;
  readonly onClose: () => void;
}

const formSchema = z.strictObject({ model: z.string().min(1, 'Name the model.'), ...priceSchema.shape });

const FIELDS = [
  { name: 'input', label: 'Input' },
  { name: 'output', label: 'Output' },
  { name: 'cacheRead', label: 'Cache read' },
  { name: 'cacheWrite5m', label: 'Cache write, 5 min' },
  { name: 'cacheWrite1h', label: 'Cache write, 1 hour' },
] as const;

const NUMBER = {
  setValueAs: (value: unknown) => (value === '' || value === undefined ? undefined : Number(value)),
};

export function PriceModal({ onSave, onClose }: PriceModalProps) {
  const form = useForm({ resolver: zodResolver(formSchema), defaultValues: { model: '' } });
  const { errors } = form.formState;
  const submit = form.handleSubmit(({ model, ...price }) => {
    onSave(model, price);
    onClose();
  });
  return (
    <Modal title="Own price" lead="US dollars per million tokens." onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
        <TextField
          label="Model"
          hint="Without the region prefix."
          placeholder="anthropic.claude-sonnet-4-6"
          error={errors.model?.message}
          {...form.register('model')}
        />
        <div className="grid grid-cols-2 gap-4">
          {FIELDS.map(({ name, label }) => (
            <TextField
              key={name}
              label={label}
              inputMode="decimal"
              error={errors[name] === undefined ? undefined : 'A number of dollars.'}
              {...form.register(name, NUMBER)}
            />
          ))}
        </div>
        <ModalActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            Save
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}
