import { AwsError, validationError } from '../aws-error.ts';
import { type InferenceProfile, vendorOf } from '../catalog/region-catalog.ts';
import type { JsonObject } from '../json.ts';
import { isoTime } from './model-summary.ts';
import type { Operation } from './operation.ts';

const LARGEST_PAGE = 1000;

/** GET /inference-profiles, paged, with the type filter. */
export const listInferenceProfiles: Operation = {
  name: 'ListInferenceProfiles',
  plane: 'control',
  service: 'bedrock',
  run({ state, query }) {
    const type = query.get('type') ?? query.get('typeEquals');
    const size = pageSize(query.get('maxResults'));
    const start = pageStart(query.get('nextToken'));
    const profiles = state.catalog.profiles.filter((profile) => !type || profile.type === type);
    const end = start + size;
    return {
      kind: 'json',
      body: {
        inferenceProfileSummaries: profiles.slice(start, end).map(describeProfile),
        ...(end < profiles.length && { nextToken: Buffer.from(`at:${end}`).toString('base64url') }),
      },
    };
  },
};

/** GET /inference-profiles/{id or ARN} */
export const getInferenceProfile: Operation = {
  name: 'GetInferenceProfile',
  plane: 'control',
  service: 'bedrock',
  run({ state, id }) {
    const profile = state.catalog.profiles.find((candidate) => candidate.id === id || candidate.arn === id);
    if (!profile) {
      throw new AwsError(
        'ResourceNotFoundException',
        'The provided inference profile identifier is invalid.',
      );
    }
    return { kind: 'json', body: describeProfile(profile) };
  },
};

function describeProfile(profile: InferenceProfile): JsonObject {
  const created = isoTime(profile.model.launched);
  return {
    inferenceProfileId: profile.id,
    inferenceProfileArn: profile.arn,
    inferenceProfileName: profile.name,
    description: `Routes requests to ${vendorOf(profile.model)} ${profile.model.name}.`,
    createdAt: created,
    updatedAt: created,
    models: profile.modelArns.map((modelArn) => ({ modelArn })),
    status: 'ACTIVE',
    type: profile.type,
  };
}

function pageSize(asked: string | null): number {
  if (asked === null) return LARGEST_PAGE;
  const size = Number(asked);
  if (Number.isInteger(size) && size >= 1 && size <= LARGEST_PAGE) return size;
  throw validationError(
    `1 validation error detected: Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and ${LARGEST_PAGE}`,
  );
}

function pageStart(token: string | null): number {
  if (token === null) return 0;
  const at = /^at:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  if (at === undefined) throw validationError('The provided nextToken is invalid.');
  return Number(at);
}
