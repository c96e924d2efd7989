import { type FormEvent, useState } from 'react';
import { type AwsCredentialsConfig, awsCredentialsSchema } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { SelectField } from '../../components/control/select-field.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { raiseToast } from '../../state/toasts.ts';

interface ProfileFormProps {
  readonly onUse: (credentials: AwsCredentialsConfig) => void;
}

const SOURCES = [
  { value: 'profile', label: 'Keys or a role in the profile' },
  { value: 'sso', label: 'IAM Identity Center (SSO)' },
  { value: 'login', label: 'aws login' },
  { value: 'process', label: 'credential_process' },
];

export function ProfileForm({ onUse }: ProfileFormProps) {
  const [source, setSource] = useState('profile');
  const [profile, setProfile] = useState('');
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const credentials = awsCredentialsSchema.safeParse({ source, profile });
    setError(credentials.success ? undefined : 'Name the profile as it stands in ~/.aws/config.');
    if (!credentials.success) return;
    onUse(credentials.data);
    raiseToast({ level: 'info', text: `Profile ${profile} is used.` });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="Profile"
          placeholder="default"
          value={profile}
          error={error}
          onChange={(event) => setProfile(event.target.value)}
        />
        <SelectField
          label="Kind"
          options={SOURCES}
          value={source}
          onChange={(event) => setSource(event.target.value)}
        />
      </div>
      <div>
        <Button type="submit">Use this profile</Button>
      </div>
    </form>
  );
}
