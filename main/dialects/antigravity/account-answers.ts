import type { ClientEndpoint, InfoEndpoint } from '../../core/client-protocol.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ModelListing } from '../../core/model-listing.ts';
import { present } from '../openai-vocabulary/present.ts';
import { antigravityDialect } from './antigravity-dialect.ts';

/** The tier every caller is in: nothing is sold here. */
const TIER = {
  id: 'standard-tier',
  name: 'kRouter',
  description: 'Models of kRouter',
  userDefinedCloudaicompanionProject: false,
  isDefault: true,
};
const PROJECT = 'local';

type Answer = (models: readonly ModelListing[]) => JsonObject;

/** What gemini-cli asks of Google about the account before it chats. None of it leaves this machine. */
const ANSWERS: readonly (readonly [method: string, answer: Answer])[] = [
  [
    'loadCodeAssist',
    () => ({
      currentTier: TIER,
      allowedTiers: [TIER],
      ineligibleTiers: [],
      cloudaicompanionProject: PROJECT,
    }),
  ],
  [
    'onboardUser',
    () => ({
      name: 'operations/local',
      done: true,
      response: { cloudaicompanionProject: { id: PROJECT, name: 'kRouter' } },
    }),
  ],
  ['retrieveUserQuota', () => ({ buckets: [] })],
  ['fetchAvailableModels', (models) => ({ models: modelsById(models) })],
  ['setCodeAssistGlobalUserSetting', () => ({ freeTierDataCollectionOptin: false })],
  ['getCodeAssistGlobalUserSetting', () => ({ freeTierDataCollectionOptin: false })],
  ['fetchAdminControls', () => ({})],
  ['listExperiments', () => ({ experimentIds: [], flags: [] })],
  ['recordCodeAssistMetrics', () => ({})],
];

/** One endpoint each; the one setting is read with GET, and so is an operation that has long been done. */
export const accountEndpoints: readonly ClientEndpoint[] = [
  ...ANSWERS.map(([method, answer]) => endpoint('POST', `/v1internal\\:${method}`, answer)),
  endpoint('GET', '/v1internal\\:getCodeAssistGlobalUserSetting', () => ({
    freeTierDataCollectionOptin: false,
  })),
  endpoint('GET', '/v1internal/*operation', () => ({
    name: 'operations/local',
    done: true,
    response: { cloudaicompanionProject: { id: PROJECT, name: 'kRouter' } },
  })),
];

function endpoint(method: InfoEndpoint['method'], path: string, answer: Answer): InfoEndpoint {
  return {
    kind: 'info',
    method,
    paths: [path],
    dialect: antigravityDialect,
    answer: (_call, models) => ({ type: 'answer', body: answer(models) }),
  };
}

function modelsById(models: readonly ModelListing[]): JsonObject {
  return Object.fromEntries(
    models.map(({ id, displayName, contextTokens, maxOutputTokens }) => [
      id,
      present({
        displayName,
        maxTokens: contextTokens,
        maxOutputTokens,
        quotaInfo: { remainingFraction: 1 },
      }),
    ]),
  );
}
