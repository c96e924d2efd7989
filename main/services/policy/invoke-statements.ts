import type { PolicyStatement } from './policy-statement.ts';
import type { PolicyTarget } from './policy-targets.ts';

/** kRouter always asks for a stream. */
const INVOKE = 'bedrock:InvokeModelWithResponseStream';
const COUNT = 'bedrock:CountTokens';

/**
 * The right to call a profile is two rights: on the profile in the region that is called, and on its foundation model
 * in every region the profile may route to. The second holds only through the profile.
 */
export function invokeStatements(
  targets: readonly PolicyTarget[],
  account: string,
): readonly PolicyStatement[] {
  const direct = targets.filter(({ profile }) => profile === undefined);
  const routed = targets.filter(({ profile }) => profile !== undefined);
  const profiles = unique(routed.map((target) => profileArn(target, account)));
  return [
    allow('CallProfiles', INVOKE, profiles),
    {
      ...allow('CallModelsThroughProfiles', INVOKE, unique(routed.flatMap(modelArns))),
      Condition: { StringLike: { 'bedrock:InferenceProfileArn': profiles } },
    },
    allow('CallModels', INVOKE, unique(direct.flatMap(modelArns))),
    // Counting takes the model itself in the region that is called, profile or not, and costs nothing.
    allow('CountTokens', COUNT, unique(targets.flatMap((target) => modelArns(atHome(target))))),
  ].filter(({ Resource }) => Resource.length > 0);
}

function allow(sid: string, action: string, resources: readonly string[]): PolicyStatement {
  return { Sid: sid, Effect: 'Allow', Action: [action], Resource: resources };
}

function atHome(target: PolicyTarget): PolicyTarget {
  return { ...target, destinations: [target.region] };
}

function profileArn({ partition, region, profile = '' }: PolicyTarget, account: string): string {
  if (profile.startsWith('arn:')) return profile;
  return `arn:${partition}:bedrock:${region}:${account}:inference-profile/${profile}`;
}

function modelArns({ partition, modelIds, destinations }: PolicyTarget): readonly string[] {
  return modelIds.flatMap((model) =>
    destinations.map((region) => `arn:${partition}:bedrock:${region}::foundation-model/${model}`),
  );
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
