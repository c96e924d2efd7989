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

const ONBOARDED = {
  name: 'operations/local',
  done: true,
  response: { cloudaicompanionProject: { id: PROJECT, name: 'kRouter' } },
};
const SETTING = { freeTierDataCollectionOptin: false };

/** What gemini-cli asks of Google about the account before it chats. None of it leaves this machine. */
const ANSWERS: Readonly<Record<string, JsonObject>> = {
  loadCodeAssist: {
    currentTier: TIER,
    allowedTiers: [TIER],
    ineligibleTiers: [],
    cloudaicompanionProject: PROJECT,
  },
  onboardUser: ONBOARDED,
  retrieveUserQuota: { buckets: [] },
  setCodeAssistGlobalUserSetting: SETTING,
  getCodeAssistGlobalUserSetting: SETTING,
  fetchAdminControls: {},
  listExperiments: { experimentIds: [], flags: [] },
  recordCodeAssistMetrics: {},
};

/** One endpoint each; the one setting is read with GET, and so is an operation that has long been done. */
export const accountEndpoints: readonly ClientEndpoint[] = [
  ...Object.entries(ANSWERS).map(([method, body]) => fixed('POST', `/v1internal\\:${method}`, body)),
  fixed('GET', '/v1internal\\:getCodeAssistGlobalUserSetting', SETTING),
  fixed('GET', '/v1internal/*operation', ONBOARDED),
  {
    kind: 'info',
    method: 'POST',
    paths: ['/v1internal\\:fetchAvailableModels'],
    dialect: antigravityDialect,
    answer: (_call, models) => ({ type: 'answer', body: { models: modelsById(models) } }),
  },
];

function fixed(method: InfoEndpoint['method'], path: string, body: JsonObject): InfoEndpoint {
  return {
    kind: 'info',
    method,
    paths: [path],
    dialect: antigravityDialect,
    usesModels: false,
    answer: () => ({ type: 'answer', body }),
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
