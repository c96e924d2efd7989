import type { ProviderConfig } from '../../../contract/config.ts';
import type { CredentialState } from '../../../contract/provider-view.ts';
import type { Tone } from '../../components/feedback/state-mark.tsx';

export const CREDENTIAL_STATES: Record<
  CredentialState['state'],
  { readonly tone: Tone; readonly word: string }
> = {
  ready: { tone: 'ok', word: 'Signed in' },
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
  if (config.type === 'anthropic') return `Anthropic API at ${new URL(config.baseUrl).host}`;
  const extras = [
    config.fips ? 'FIPS' : '',
    config.dualStack ? 'dual stack' : '',
    config.endpoint === undefined ? '' : `through ${new URL(config.endpoint).host}`,
    config.residency === undefined ? '' : `residency ${config.residency}`,
    config.compression ? '' : 'no compression',
  ].filter((extra) => extra !== '');
  return [`Bedrock in ${config.region}, ${SCOPE_WORDS[config.scope]}`, ...extras].join(', ');
}
