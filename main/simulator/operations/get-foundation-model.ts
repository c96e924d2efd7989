import { AwsError } from '../aws-error.ts';
import { findModel } from '../catalog/resolve-model.ts';
import { modelSummary } from './model-summary.ts';
import type { Operation } from './operation.ts';

/** GET /foundation-models/{id} */
export const getFoundationModel: Operation = {
  name: 'GetFoundationModel',
  plane: 'control',
  service: 'bedrock',
  run({ state, id }) {
    const found = findModel(id, state.catalog);
    if (found?.via !== 'foundation-model') throw new AwsError('ResourceNotFoundException');
    return { kind: 'json', body: { modelDetails: modelSummary(found.model, state.region, state.now()) } };
  },
};
