import type { CheckName, CheckStep } from '../../../contract/check-run.ts';
import type { CheckStep as Tried } from '../../core/check-step.ts';
import type { Provider } from '../../core/provider.ts';
import { totalInputTokens } from '../../core/usage.ts';
import { costOf, isPriceable, type PriceOverrides, priceFor } from '../../metering/prices.ts';
import type { SecretPlace } from '../../platform/ports/secrets.ts';
import { adviseOn } from './advise.ts';

/** How a step went, as it is shown: on the page and by `krouter check` alike. */
export type StepResult = Pick<CheckStep, 'state'> & Partial<CheckStep>;

/** What was tried, and where its secrets are kept if that is known. */
export type Tested = Pick<Provider, 'type' | 'region'> & { readonly keychain?: SecretPlace };

/** What a step that was tried says, means and cost. */
export function tellStep(step: Tried, provider: Tested, prices: PriceOverrides): StepResult {
  const { ok, detail: said, iamAction, fix, requestId } = step;
  if (ok) return { state: 'ok', said, iamAction, ...tellUse(step, provider, prices) };
  const advice = adviseOn(said, { region: provider.region ?? '', iamAction, keychain: provider.keychain });
  return { state: 'failed', said, iamAction, requestId, explanation: fix, ...advice };
}

/** What a step asks, in words and by the names of the operations. */
export function questionOf(step: CheckName): Pick<CheckStep, 'asked' | 'api'> {
  return QUESTIONS[step];
}

function tellUse({ answered }: Tried, { type, region }: Tested, prices: PriceOverrides): Partial<CheckStep> {
  if (answered === undefined) return {};
  const { usage, ...model } = answered;
  const price = priceFor({ ...model, region, providerType: type }, prices);
  const isKnown = price !== undefined && isPriceable(usage);
  return {
    tokens: { input: totalInputTokens(usage), output: usage.outputTokens ?? 0 },
    costUsd: isKnown ? costOf(usage, price) / 1e9 : undefined,
  };
}

const QUESTIONS: { readonly [name in CheckName]: Pick<CheckStep, 'asked' | 'api'> } = {
  clock: { asked: 'Does the endpoint answer, and is this clock right?', api: 'GET / (unsigned)' },
  credentials: { asked: 'Are there credentials, and are they whole?' },
  identity: { asked: 'Who do they belong to?', api: 'sts:GetCallerIdentity' },
  models: {
    asked: 'What is offered?',
    api: 'bedrock:ListFoundationModels, bedrock:ListInferenceProfiles',
  },
  access: {
    asked: 'May the account use it?',
    api: 'bedrock:GetFoundationModelAvailability, bedrock:GetUseCaseForModelAccess',
  },
  answer: { asked: 'Does a model answer with one word?', api: 'bedrock:InvokeModelWithResponseStream' },
};
