import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { type BedrockProviderConfig, bedrockProviderSchema } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { SelectField } from '../../components/control/select-field.tsx';
import { SwitchField } from '../../components/control/switch-field.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { Modal } from '../../components/layout/modal.tsx';
import { ModalActions } from '../../components/layout/modal-actions.tsx';
import { useAct } from '../../state/use-act.ts';
import { NetworkFields } from '../setup/network-fields.tsx';
import { RESIDENCY_OPTIONS, SCOPE_OPTIONS } from './scope-options.ts';

interface BedrockModalProps {
  readonly config: BedrockProviderConfig;
  readonly onClose: () => void;
}

export function BedrockModal({ config, onClose }: BedrockModalProps) {
  const save = useAct('providers.save', { refresh: ['providers.list', 'models.list', 'regions.list'] });
  const form = useForm({ resolver: zodResolver(bedrockProviderSchema), defaultValues: config });
  const { errors } = form.formState;
  const submit = form.handleSubmit((provider) => save.mutate({ provider }, { onSuccess: onClose }));
  return (
    <Modal title={config.id} lead={`Bedrock in ${config.region}`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <SelectField
          label="Scope"
          hint="How far AWS may spread the work of one request."
          options={SCOPE_OPTIONS}
          {...form.register('scope')}
        />
        <SelectField
          label="Residency"
          hint="Models that could leave this geography are not offered."
          options={RESIDENCY_OPTIONS}
          {...form.register('residency', OPTIONAL)}
        />
        <TextField
          label="Endpoint"
          hint="A VPC endpoint. Empty: the public one."
          placeholder="https://vpce-….bedrock-runtime.vpce.amazonaws.com"
          error={errors.endpoint?.message}
          {...form.register('endpoint', OPTIONAL)}
        />
        {SWITCHES.map(({ name, label, hint }) => (
          <Controller
            key={name}
            name={name}
            control={form.control}
            render={({ field }) => (
              <SwitchField
                label={label}
                hint={hint}
                checked={field.value === true}
                onChange={field.onChange}
              />
            )}
          />
        ))}
        <NetworkFields
          network={{ proxy: config.proxy, caFile: config.caFile }}
          region={config.region}
          onChange={({ proxy, caFile }) => {
            form.setValue('proxy', proxy);
            form.setValue('caFile', caFile);
          }}
        />
        <ModalActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={save.isPending}>
            Save
          </Button>
        </ModalActions>
      </form>
    </Modal>
  );
}

/** An emptied field is a setting that is not made. */
const OPTIONAL = { setValueAs: (value: unknown) => (value === '' ? undefined : value) };

const SWITCHES = [
  { name: 'fips', label: 'FIPS endpoints', hint: 'Only in regions that have them.' },
  { name: 'dualStack', label: 'Dual stack', hint: 'IPv6 as well as IPv4.' },
  {
    name: 'compression',
    label: 'Compress tool output',
    hint: 'Off: this provider gets it as the app sent it.',
  },
] as const;
