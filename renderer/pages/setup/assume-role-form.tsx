import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { type AwsCredentialsConfig, awsCredentialsSchema } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { raiseToast } from '../../state/toasts.ts';

interface AssumeRoleFormProps {
  readonly onUse: (credentials: AwsCredentialsConfig) => void;
}

const [, , , , , , assumeRoleSchema] = awsCredentialsSchema.options;
const OPTIONAL = { setValueAs: (value: unknown) => (value === '' ? undefined : value) };

export function AssumeRoleForm({ onUse }: AssumeRoleFormProps) {
  const form = useForm({
    resolver: zodResolver(assumeRoleSchema),
    defaultValues: { source: 'assume-role', roleArn: '' },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((credentials) => {
    onUse(credentials);
    raiseToast({ level: 'info', text: 'The role is taken on with the first check.' });
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <TextField
        label="Role ARN"
        placeholder="arn:aws:iam::123456789012:role/bedrock-user"
        error={errors.roleArn?.message}
        {...form.register('roleArn')}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField label="From profile" hint="Empty: the default." {...form.register('profile', OPTIONAL)} />
        <TextField
          label="External id"
          hint="If the role asks for one."
          {...form.register('externalId', OPTIONAL)}
        />
      </div>
      <div>
        <Button type="submit">Use this role</Button>
      </div>
    </form>
  );
}
