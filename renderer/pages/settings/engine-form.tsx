import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { type SettingsView, settingsSchema } from '../../../contract/settings.ts';
import { Button } from '../../components/control/button.tsx';
import { SelectField } from '../../components/control/select-field.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { Card } from '../../components/layout/card.tsx';
import { useAct } from '../../state/use-act.ts';
import { COMPRESSION_OPTIONS, LOG_OPTIONS, SETTING_NAMES } from './setting-words.ts';

const formSchema = settingsSchema.omit({ prices: true });
const NUMBER = { valueAsNumber: true };

export function EngineForm({ settings }: { readonly settings: SettingsView }) {
  const { pending, prices: _, ...values } = settings;
  const save = useAct('settings.save', { refresh: ['settings.get', 'status.get'], done: 'Settings saved.' });
  const form = useForm({ resolver: zodResolver(formSchema), values });
  const { errors, isDirty } = form.formState;
  const submit = form.handleSubmit((changed) => save.mutate(changed));
  return (
    <Card title="Engine">
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
        {pending.length > 0 && (
          <Notice tone="warn">
            <p>Waits for the next start: {pending.map((name) => SETTING_NAMES[name]).join(', ')}.</p>
          </Notice>
        )}
        <div className="grid grid-cols-2 gap-4">
          <TextField
            label="Port"
            inputMode="numeric"
            error={errors.port?.message}
            {...form.register('port', NUMBER)}
          />
          <TextField
            label="Host"
            hint="127.0.0.1 keeps it to this machine."
            error={errors.host?.message}
            {...form.register('host')}
          />
        </div>
        <TextField
          label="Default output limit, tokens"
          hint="For apps that set no max_tokens. Bedrock counts it against your quota when a request begins."
          inputMode="numeric"
          error={errors.defaultMaxTokens?.message}
          {...form.register('defaultMaxTokens', NUMBER)}
        />
        <SelectField
          label="Compression of tool output"
          options={COMPRESSION_OPTIONS}
          {...form.register('compression')}
        />
        <TextField
          label="Keep finished requests, days"
          hint="Numbers and names only. Prompts and answers are never kept."
          inputMode="numeric"
          error={errors.retentionDays?.message}
          {...form.register('retentionDays', NUMBER)}
        />
        <SelectField label="Log level" options={LOG_OPTIONS} {...form.register('logLevel')} />
        <div className="flex justify-end gap-2">
          <Button disabled={!isDirty} onClick={() => form.reset()}>
            Discard
          </Button>
          <Button look="primary" type="submit" disabled={!isDirty} busy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}
