import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { comboSchema } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { SelectField } from '../../components/control/select-field.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { Modal } from '../../components/layout/modal.tsx';
import { ModalActions } from '../../components/layout/modal-actions.tsx';
import { useAct } from '../../state/use-act.ts';
import { useModelNames } from './use-model-names.ts';

interface NewComboModalProps {
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

export function NewComboModal({ taken, onClose }: NewComboModalProps) {
  const names = useModelNames();
  const save = useAct('combos.save', { refresh: ['combos.list'] });
  const schema = comboSchema.refine(({ id }) => !taken.includes(id), {
    path: ['id'],
    error: 'This name is taken.',
  });
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { id: '', models: [''] } });
  const { errors } = form.formState;
  const submit = form.handleSubmit((combo) => save.mutate(combo, { onSuccess: onClose }));
  return (
    <Modal title="New combo" lead="Apps ask for it by this name." onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <TextField label="Name" placeholder="regulated" error={errors.id?.message} {...form.register('id')} />
        <SelectField
          label="First model"
          hint="Add the others on the combo's card."
          error={errors.models === undefined ? undefined : 'Choose a model.'}
          options={[
            { value: '', label: 'Choose a model' },
            ...names.map((name) => ({ value: name, label: name })),
          ]}
          {...form.register('models.0')}
        />
        <ModalActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={save.isPending}>
            Create
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}
