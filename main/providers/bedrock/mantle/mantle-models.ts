import { AppError } from '../../../core/app-error.ts';
import type { ResolvedModel } from '../../../core/provider.ts';
import { CLAUDE_MODELS } from '../../../dialects/anthropic/claude-models.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import { plainModelId } from '../model-path.ts';
import { CLAUDE_REGIONS } from '../models/claude-regions.ts';
import { describeBase } from '../models/describe-model.ts';
import { familyOf, parseModelName } from '../models/model-name.ts';
import { regionPrefixes } from '../models/region-prefixes.ts';

/** What the Messages endpoint serves, by AWS's and Anthropic's documentation of August 2026. No dates, no profiles. */
const SERVED: readonly string[] = [
  'claude-fable-5',
  'claude-opus-5',
  'claude-opus-4-8',
  'claude-opus-4-7',
  'claude-sonnet-5',
  'claude-haiku-4-5',
  'claude-mythos-preview',
];

type Config = BedrockContext['config'];

/**
 * The model of the Messages endpoint that a name stands for; undefined for one that it does not serve. A Claude this
 * table does not know yet is taken as served.
 * @throws AppError permission where the region would answer from outside the scope.
 */
export function resolveMantleModel(name: string, config: Config): ResolvedModel | undefined {
  const plain = plainModelId(name.replace(/\[1m\]$/i, ''));
  const target = (Object.hasOwn(config.models, plain) ? config.models[plain] : undefined) ?? plain;
  const parsed = parseModelName(target);
  if (parsed === undefined || parsed.prefix !== undefined || !isServed(parsed.family)) return undefined;
  if (!isInScope(config)) throw outOfScope(config);
  return describe(parsed.family, config);
}

/** Every model of the endpoint that may be used from here. */
export function listMantleModels(config: Config): readonly ResolvedModel[] {
  return isInScope(config) ? SERVED.map((family) => describe(family, config)) : [];
}

function isServed(family: string): boolean {
  return SERVED.includes(family) || !Object.hasOwn(CLAUDE_MODELS, family.replace(/^claude-/, ''));
}

function describe(family: string, { region }: Config): ResolvedModel {
  const id = `anthropic.${familyOf(family)}`;
  // Anywhere else the endpoint may use any region worldwide.
  const local = CLAUDE_REGIONS.has(region);
  return {
    ...describeBase({ id, onDemand: true, legacy: false }),
    id,
    scope: local ? 'in-region' : 'global',
    geography: local ? regionPrefixes(region).home : 'global',
  };
}

function isInScope({ region, scope }: Config): boolean {
  return CLAUDE_REGIONS.has(region) || scope === 'global';
}

function outOfScope({ region, scope }: Config): AppError {
  return new AppError({
    code: 'permission',
    retry: 'next',
    param: 'model',
    message: `The Messages endpoint in ${region} may answer from any region worldwide, which is outside the scope "${scope}". Set "scope" to "global", use one of ${[...CLAUDE_REGIONS].join(', ')}, or set "api" to "invoke".`,
  });
}
