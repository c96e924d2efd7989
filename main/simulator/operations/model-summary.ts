import type { ModelTraits } from '../catalog/model-traits.ts';
import { isOnDemand, modelArn, vendorOf } from '../catalog/region-catalog.ts';
import type { JsonObject } from '../json.ts';

/** A foundation model as the control plane describes it. */
export function modelSummary(model: ModelTraits, region: string, now: number): JsonObject {
  const legacy = model.legacy !== undefined && now >= Date.parse(model.legacy);
  return {
    modelArn: modelArn(region, region, model.id),
    modelId: model.id,
    modelName: model.name,
    providerName: vendorOf(model),
    inputModalities: model.converse?.images === false ? ['TEXT'] : ['TEXT', 'IMAGE'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: model.converse?.streaming ?? true,
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
  const profile = model.converse !== undefined && model.profiles.length === 0 ? [] : ['INFERENCE_PROFILE'];
  return [...(isOnDemand(model, region) ? ['ON_DEMAND'] : []), ...profile];
}

/** A date as the control plane writes times. */
export function isoTime(date: string): string {
  return new Date(date).toISOString();
}
