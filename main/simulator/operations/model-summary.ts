import type { ModelTraits } from '../catalog/model-traits.ts';
import { isOnDemand, modelArn } from '../catalog/region-catalog.ts';
import type { JsonObject } from '../json.ts';

/** A foundation model as the control plane describes it. */
export function modelSummary(model: ModelTraits, region: string, now: number): JsonObject {
  const legacy = model.legacy !== undefined && now >= Date.parse(model.legacy);
  return {
    modelArn: modelArn(region, region, model.id),
    modelId: model.id,
    modelName: model.name,
    providerName: 'Anthropic',
    inputModalities: ['TEXT', 'IMAGE'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: true,
    customizationsSupported: [],
    inferenceTypesSupported: inferenceTypes(model, region),
    modelLifecycle: {
      status: legacy ? 'LEGACY' : 'ACTIVE',
      startOfLifeTime: isoTime(model.launched),
      ...(model.legacy !== undefined && { legacyTime: isoTime(model.legacy) }),
      ...(model.endOfLife !== undefined && { endOfLifeTime: isoTime(model.endOfLife) }),
    },
  };
}

/** How a region serves a model. `INFERENCE_PROFILE` is not in AWS's published enum, but it is what comes. */
export function inferenceTypes(model: ModelTraits, region: string): readonly string[] {
  return [...(isOnDemand(model, region) ? ['ON_DEMAND'] : []), 'INFERENCE_PROFILE'];
}

/** A date as the control plane writes times. */
export function isoTime(date: string): string {
  return new Date(date).toISOString();
}
