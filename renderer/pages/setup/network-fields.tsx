import { useState } from 'react';
import type { NetworkConfig } from '../../../contract/config.ts';
import { networkSchema } from '../../../contract/provider-fields.ts';
import { Button } from '../../components/control/button.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { useSecretAct } from '../../state/use-secret-act.ts';

interface NetworkFieldsProps {
  readonly network: NetworkConfig;
  readonly region: string;
  /** Called with what is valid only. */
  readonly onChange: (network: NetworkConfig) => void;
}

/** The way out of a company's network: its proxy, the proxy's password, its certificate authority; and a try. */
export function NetworkFields({ network, region, onChange }: NetworkFieldsProps) {
  const [proxy, setProxy] = useState(network.proxy ?? '');
  const [caFile, setCaFile] = useState(network.caFile ?? '');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const check = useSecretAct('network.check');
  const change = (next: { readonly proxy: string; readonly caFile: string }): void => {
    setProxy(next.proxy);
    setCaFile(next.caFile);
    const parsed = networkSchema.safeParse(withoutEmpty(next));
    setError(parsed.success ? undefined : parsed.error.issues[0]?.message);
    if (parsed.success) onChange({ proxy: parsed.data.proxy, caFile: parsed.data.caFile });
  };
  const typed = withoutEmpty({ proxy, caFile });
  const tryIt = async (): Promise<void> => {
    const report = await check.send({ network: typed, region, password: password || undefined });
    if (report.ok) setPassword('');
  };
  return (
    <fieldset data-attention="network" className="flex flex-col gap-3">
      <legend className="mb-2 font-medium">Company network</legend>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="Proxy"
          hint="Empty: HTTPS_PROXY, if it is set."
          placeholder="http://user@proxy.example.com:3128"
          value={proxy}
          error={error}
          onChange={(event) => change({ proxy: event.target.value, caFile })}
        />
        <TextField
          label="Proxy password"
          hint="Goes to the keychain with the test, never into the file."
          type="password"
          disabled={!proxy.includes('@')}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </div>
      <TextField
        label="Certificate authority"
        hint="A PEM file to trust beside the usual ones. Empty: NODE_EXTRA_CA_CERTS, if it is set."
        placeholder="/etc/ssl/company-ca.pem"
        value={caFile}
        onChange={(event) => change({ proxy, caFile: event.target.value })}
      />
      <div>
        <Button busy={check.isPending} disabled={error !== undefined} onClick={() => void tryIt()}>
          Test the way out
        </Button>
      </div>
      <div role="status">
        {check.data !== undefined && (
          <Notice tone={check.data.ok ? 'ok' : 'bad'}>
            {check.data.findings.map((finding) => (
              <p key={finding}>{finding}</p>
            ))}
          </Notice>
        )}
        {check.error !== undefined && (
          <Notice tone="bad">
            <p>{check.error.message}</p>
          </Notice>
        )}
      </div>
    </fieldset>
  );
}

function withoutEmpty({ proxy, caFile }: { readonly proxy: string; readonly caFile: string }): NetworkConfig {
  return { proxy: proxy.trim() || undefined, caFile: caFile.trim() || undefined };
}
