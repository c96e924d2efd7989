import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import type { BudgetConfig } from '../../../../contract/budget.ts';
import { Button } from '../../../components/control/button.tsx';
import { SelectField } from '../../../components/control/select-field.tsx';
import { SwitchField } from '../../../components/control/switch-field.tsx';
import { TextField } from '../../../components/control/text-field.tsx';
import { Notice } from '../../../components/feedback/notice.tsx';
import { Modal } from '../../../components/layout/modal.tsx';
import { ModalActions } from '../../../components/layout/modal-actions.tsx';
import { useAct } from '../../../state/use-act.ts';
import { type BudgetFields, budgetFormSchema, fieldsOf, toBudget } from './budget-form.ts';
import { ScopeNameField } from './scope-name-field.tsx';

interface BudgetModalProps {
  /** Absent: a new one. */
  readonly budget?: BudgetConfig;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

const PERIODS = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week, from Monday' },
  { value: 'month', label: 'Month' },
];

const KINDS = [
  { value: 'all', label: 'Everything' },
  { value: 'provider', label: 'One provider' },
  { value: 'app', label: 'One app' },
  { value: 'model', label: 'One model' },
];

const DOLLARS = {
  setValueAs: (value: unknown) =>
    value === '' || value === undefined ? undefined : Number(String(value).replace(/^\s*\$/, '')),
};

export function BudgetModal({ budget, taken, onClose }: BudgetModalProps) {
  const create = useAct('budgets.create', { refresh: ['budgets.list'], quiet: true });
  const update = useAct('budgets.update', { refresh: ['budgets.list'], quiet: true });
  const save = budget === undefined ? create : update;
  const { register, handleSubmit, control, watch, formState } = useForm<BudgetFields>({
    resolver: zodResolver(budgetFormSchema(budget === undefined ? taken : [])),
    defaultValues: fieldsOf(budget),
  });
  const { errors } = formState;
  const kind = watch('kind');
  const submit = handleSubmit((fields) => save.mutate(toBudget(fields), { onSuccess: onClose }));
  return (
    <Modal
      title={budget === undefined ? 'New budget' : `Budget ${budget.id}`}
      lead="What may be spent in a period, and what happens when it is."
      onClose={onClose}
    >
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
        {budget === undefined && (
          <TextField label="Name" placeholder="monthly" error={errors.id?.message} {...register('id')} />
        )}
        <div className="grid grid-cols-2 gap-4">
          <TextField
            label="Limit in US dollars"
            inputMode="decimal"
            placeholder="50"
            error={errors.limitUsd?.message}
            {...register('limitUsd', DOLLARS)}
          />
          <SelectField label="Period" options={PERIODS} {...register('period')} />
        </div>
        <div className="grid grid-cols-2 gap-4">
          <SelectField label="Counts" options={KINDS} {...register('kind')} />
          {kind !== 'all' && (
            <ScopeNameField kind={kind} error={errors.name?.message} {...register('name')} />
          )}
        </div>
        <TextField
          label="Tell me at"
          hint="Percents of the limit, each told once per period."
          error={errors.alerts?.message}
          {...register('alerts')}
        />
        <Controller
          control={control}
          name="stop"
          render={({ field }) => (
            <SwitchField
              label="Stop when it is spent"
              hint={HINTS[kind]}
              checked={field.value}
              onChange={field.onChange}
            />
          )}
        />
        {save.isError && (
          <Notice tone="bad">
            <p role="alert">{save.error.message}</p>
          </Notice>
        )}
        <ModalActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={save.isPending}>
            {budget === undefined ? 'Create' : 'Save'}
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}

const HINTS: Record<BudgetFields['kind'], string> = {
  all: 'New requests are refused until it renews. Answers under way are never cut.',
  app: 'New requests of the app are refused until it renews. Answers under way are never cut.',
  provider:
    'New requests go to other providers that have the model, or are refused. Answers under way are never cut.',
  model: 'New requests go to other models of their combo, or are refused. Answers under way are never cut.',
};
