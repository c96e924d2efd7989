import type { PolicyStatement } from './policy-statement.ts';

/** What is not needed for an answer. None of these actions can be narrowed to a resource. */
export const EXTRA_STATEMENTS: Readonly<Record<'list' | 'bearer' | 'marketplace', PolicyStatement>> = {
  /** New models are found by themselves, and routing knows the account's quotas. */
  list: {
    Sid: 'ListModels',
    Effect: 'Allow',
    Action: [
      'bedrock:ListFoundationModels',
      'bedrock:ListInferenceProfiles',
      'bedrock:GetInferenceProfile',
      'bedrock:GetFoundationModelAvailability',
      'bedrock:GetUseCaseForModelAccess',
      'servicequotas:ListServiceQuotas',
    ],
    Resource: ['*'],
  },
  /** Bedrock API keys work. */
  bearer: {
    Sid: 'UseApiKeys',
    Effect: 'Allow',
    Action: ['bedrock:CallWithBearerToken'],
    Resource: ['*'],
  },
  /** The first use of a model in an account subscribes to it; can be taken away again afterwards. */
  marketplace: {
    Sid: 'SubscribeOnFirstUse',
    Effect: 'Allow',
    Action: ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'],
    Resource: ['*'],
  },
};
