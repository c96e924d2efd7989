import { type CheckStep, failedStep } from '../../../core/check-step.ts';
import type { Cancellation } from '../../../core/provider.ts';
import type { BedrockProvider } from '../bedrock-provider.ts';
import type { CredentialDescription } from '../credentials/credential-source.ts';
import { checkAccess } from './check-access.ts';
import { checkAnswer } from './check-answer.ts';
import { checkClock } from './check-clock.ts';
import { checkIdentity } from './check-identity.ts';

export interface CheckOptions {
  readonly cancellation: Cancellation;
  /** Asked for one word; the smallest model of the region when absent. */
  readonly model?: string;
  /** In the place of AWS's own STS. */
  readonly stsEndpoint?: string;
}

/** Tries a provider step by step, each as soon as it is known. Stops where the next step could not work. */
export async function* checkBedrock(
  provider: BedrockProvider,
  options: CheckOptions,
): AsyncGenerator<CheckStep> {
  const clockStep = await checkClock(provider.context);
  yield clockStep;
  if (clockStep.isFatal) return;
  const credentials = await checkCredentials(provider);
  yield credentials;
  if (!credentials.ok) return;
  if (provider.credentials.describe().kind === 'keys') {
    yield await checkIdentity(provider.context, options.stsEndpoint);
  }
  yield provider.context.config.api === 'mantle' ? await checkServed(provider) : await checkModels(provider);
  const { model, cancellation } = options;
  if (provider.context.config.api === 'invoke') yield await checkAccess(provider, model);
  const { clock } = provider.context;
  yield await checkAnswer({ provider, model, cancellation, monotonic: () => clock.monotonic() });
}

async function checkCredentials({ credentials }: BedrockProvider): Promise<CheckStep> {
  try {
    await credentials.get();
    return { name: 'credentials', ok: true, detail: inWords(credentials.describe()) };
  } catch (error) {
    return failedStep('credentials', error);
  }
}

function inWords({ label, kind, accessKeyId, region, expiresAt }: CredentialDescription): string {
  const what = kind === 'bearer' ? 'a Bedrock API key' : `the access key ${accessKeyId ?? ''}`;
  const where = region === undefined ? '' : ` for ${region}`;
  const until = expiresAt === undefined ? '' : `, valid until ${new Date(expiresAt).toISOString()}`;
  return `${label} gives ${what}${where}${until}.`;
}

/** The Messages endpoint lists nothing; its table is built in. */
async function checkServed(provider: BedrockProvider): Promise<CheckStep> {
  const served = (await provider.list()).length;
  if (served > 0) {
    const detail = `The Messages endpoint in ${provider.region} serves ${served} models.`;
    return { name: 'models', ok: true, detail };
  }
  return {
    name: 'models',
    ok: false,
    detail: `The Messages endpoint in ${provider.region} may answer from any region worldwide.`,
    fix: 'Set "scope" to "global" if the data may go there, or "api" to "invoke".',
  };
}

async function checkModels(provider: BedrockProvider): Promise<CheckStep> {
  try {
    const { modelsListed, profilesListed } = await provider.models.refresh();
    const offered = await provider.list();
    const detail = `${provider.region} offers ${offered.length} models within the scope.`;
    if (modelsListed && profilesListed) return { name: 'models', ok: offered.length > 0, detail };
    return {
      name: 'models',
      ok: false,
      detail: 'AWS does not list what the region offers; a built-in table stands in.',
      iamAction: profilesListed ? 'bedrock:ListFoundationModels' : 'bedrock:ListInferenceProfiles',
      fix: 'Allow bedrock:ListInferenceProfiles and bedrock:ListFoundationModels, so that new models are found by themselves.',
    };
  } catch (error) {
    return failedStep('models', error);
  }
}
