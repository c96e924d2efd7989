import { vendorOf } from '../catalog/region-catalog.ts';
import { inferenceTypes, modelSummary } from './model-summary.ts';
import type { Operation } from './operation.ts';

/** GET /foundation-models with its four filters. No paging, as at AWS. */
export const listFoundationModels: Operation = {
  name: 'ListFoundationModels',
  plane: 'control',
  service: 'bedrock',
  run({ state, query }) {
    const { region, catalog } = state;
    const provider = query.get('byProvider');
    const type = query.get('byInferenceType');
    const modality = query.get('byOutputModality');
    const other = query.get('byCustomizationType') !== null;
    const none = other || (modality && modality !== 'TEXT');
    const models = none
      ? []
      : catalog.models.filter(
          (model) =>
            (!type || inferenceTypes(model, region).includes(type)) &&
            (!provider || vendorOf(model).toLowerCase() === provider.toLowerCase()),
        );
    return {
      kind: 'json',
      body: { modelSummaries: models.map((model) => modelSummary(model, region, state.now())) },
    };
  },
};
