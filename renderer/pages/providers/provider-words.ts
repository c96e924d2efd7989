import type { BedrockProviderConfig, ProviderConfig } from '../../../contract/config.ts';
import { PROVIDER_KINDS } from '../../../contract/provider-kinds.ts';
import type { CredentialState } from '../../../contract/provider-view.ts';
import type { Tone } from '../../components/feedback/state-mark.tsx';
import type { DirectProviderConfig } from './direct-form.ts';

export const CREDENTIAL_STATES: Record<
  CredentialState['state'],
  { readonly tone: Tone; readonly word: string }
> = {
  ready: { tone: 'ok', word: 'Ready' },
  unknown: { tone: 'idle', word: 'Not tried yet' },
  missing: { tone: 'bad', word: 'No credentials' },
  locked: { tone: 'warn', word: 'Keychain locked' },
  expired: { tone: 'warn', word: 'Sign-in expired' },
};

const SCOPE_WORDS = {
  'in-region': 'in this region only',
  geo: 'in its geography',
  global: 'worldwide',
} as const;

/** What a provider is, in one line. */
export function describeProvider(config: ProviderConfig): string {
  const what =
    config.type === 'bedrock'
      ? [`Bedrock in ${config.region}, ${SCOPE_WORDS[config.scope]}`, ...bedrockExtras(config)]
      : [directName(config)];
  const extras = [
    config.residency === undefined ? '' : `residency ${config.residency}`,
    config.compression ? '' : 'no compression',
  ];
  return [...what, ...extras].filter((part) => part !== '').join(', ');
}

function bedrockExtras({ fips, dualStack, endpoint }: BedrockProviderConfig): readonly string[] {
  return [
    fips ? 'FIPS' : '',
    dualStack ? 'dual stack' : '',
    endpoint === undefined ? '' : `through ${new URL(endpoint).host}`,
  ];
}

function directName(config: DirectProviderConfig): string {
  const { label } = PROVIDER_KINDS[config.type];
  if ('baseUrl' in config) return `${label} at ${new URL(config.baseUrl).host}`;
  return label;
}
