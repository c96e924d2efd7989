import { useState } from 'react';
import { type BedrockProviderConfig, bedrockProviderSchema } from '../../../contract/config.ts';
import { SwitchField } from '../../components/control/switch-field.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { NetworkFields } from './network-fields.tsx';
import { changeNetwork, changePlanned, useSetup } from './setup-state.ts';

/** What few networks need. */
export function RegionAdvanced({ provider }: { readonly provider: BedrockProviderConfig }) {
  const { id, fips, dualStack } = provider;
  const [isOpen, setOpen] = useState(() => useSetup.getState().attention === 'network');
  return (
    <details className="pl-8" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit text-muted">Advanced</summary>
      <div className="mt-3 flex max-w-xl flex-col gap-3 pb-2">
        <EndpointField provider={provider} />
        <SwitchField
          label="FIPS endpoints"
          hint="Only in regions that have them."
          checked={fips}
          onChange={(checked) => changePlanned(id, { fips: checked })}
        />
        <SwitchField
          label="Dual stack"
          hint="IPv6 as well as IPv4."
          checked={dualStack}
          onChange={(checked) => changePlanned(id, { dualStack: checked })}
        />
        <NetworkFields
          network={{ proxy: provider.proxy, caFile: provider.caFile }}
          region={provider.region}
          onChange={changeNetwork}
        />
        <p className="text-xs text-muted">The company network is set for all regions at once.</p>
      </div>
    </details>
  );
}

function EndpointField({ provider: { id, endpoint = '' } }: { readonly provider: BedrockProviderConfig }) {
  const [text, setText] = useState(endpoint);
  const [error, setError] = useState<string>();
  const change = (value: string): void => {
    setText(value);
    const parsed = bedrockProviderSchema.shape.endpoint.safeParse(value === '' ? undefined : value);
    setError(parsed.success ? undefined : parsed.error.issues[0]?.message);
    if (parsed.success) changePlanned(id, { endpoint: parsed.data });
  };
  return (
    <TextField
      label="Endpoint"
      hint="A VPC endpoint (PrivateLink). Empty: the public one."
      placeholder="https://vpce-….bedrock-runtime.vpce.amazonaws.com"
      value={text}
      error={error}
      onChange={(event) => change(event.target.value)}
    />
  );
}
