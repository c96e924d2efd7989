import { type ComboConfig, configSchema } from '../../../contract/config.ts';
import type { ModelView } from '../../../contract/model-view.ts';
import type { ProviderView } from '../../../contract/provider-view.ts';
import type { SettingsView } from '../../../contract/settings.ts';
import { settingsSchema } from '../../../contract/settings.ts';
import { MODELS, REGIONS } from './sample-rows.ts';

const config = configSchema.parse({
  providers: [
    {
      id: 'bedrock-us-east-1',
      type: 'bedrock',
      region: 'us-east-1',
      credentials: { source: 'sso', profile: 'work' },
    },
    {
      id: 'bedrock-us-west-2',
      type: 'bedrock',
      region: 'us-west-2',
      credentials: { source: 'sso', profile: 'work' },
    },
    {
      id: 'bedrock-eu-west-1',
      type: 'bedrock',
      region: 'eu-west-1',
      scope: 'in-region',
      residency: 'eu',
      credentials: { source: 'keychain' },
    },
    { id: 'anthropic', type: 'anthropic', credentials: { source: 'keychain' } },
  ],
  combos: [
    {
      id: 'regulated',
      models: [
        'bedrock-eu-west-1/anthropic.claude-sonnet-4-6',
        'bedrock-us-east-1/anthropic.claude-sonnet-4-6',
      ],
      residency: 'eu',
    },
    { id: 'fast', models: ['bedrock/anthropic.claude-haiku-4-5', 'anthropic/claude-haiku-4-5', 'regulated'] },
  ],
  prices: { 'anthropic.claude-sonnet-4-6': { input: 2.7, output: 13.5, cacheRead: 0.27 } },
});

const CREDENTIALS: readonly ProviderView['credentials'][] = [
  { state: 'ready', detail: 'Profile work, until 17:40.' },
  {
    state: 'expired',
    detail: 'The SSO session of profile work has ended. Run aws sso login --profile work.',
  },
  { state: 'ready', detail: 'An access key ending in 7QXD, in the keychain.' },
  { state: 'missing', detail: 'The keychain holds no key for it.' },
];

/** A configuration with something of everything. */
export function sampleConfiguration() {
  const settings: SettingsView = { ...settingsSchema.parse(pickSettings()), pending: ['port'] };
  return {
    providers: config.providers.map((provider, index): ProviderView => {
      const credentials = CREDENTIALS[index] ?? { state: 'unknown', detail: 'Not tried yet.' };
      return { config: provider, credentials };
    }),
    combos: [...config.combos] satisfies ComboConfig[],
    settings,
  };
}

function pickSettings() {
  const { port, host, defaultMaxTokens, compression, prices, retentionDays, logLevel } = config;
  return { port, host, defaultMaxTokens, compression, prices, retentionDays, logLevel };
}

/** Every model in every region. */
export function sampleModels(): ModelView[] {
  return REGIONS.flatMap((region) =>
    MODELS.slice(0, 3).map(
      ({ asked, id, input, output }): ModelView => ({
        name: asked,
        provider: `bedrock-${region}`,
        region,
        id: `${region.slice(0, 2)}.${id}`,
        displayName: asked.replaceAll('-', ' ').replace('claude', 'Claude'),
        scope: region === 'eu-west-1' ? 'in-region' : 'geo',
        price: asked === 'claude-opus-4-6' && region === 'eu-west-1' ? undefined : { input, output },
        contextTokens: 200_000,
        notice: asked === 'claude-opus-4-6' ? 'Legacy from 1 Mar 2027' : undefined,
      }),
    ),
  );
}
