import { AwsError } from '../aws-error.ts';
import { findModel } from '../catalog/resolve-model.ts';
import type { Operation } from './operation.ts';

/** GET /foundation-model-availability/{id} */
export const getFoundationModelAvailability: Operation = {
  name: 'GetFoundationModelAvailability',
  plane: 'control',
  service: 'bedrock',
  run({ state, id }) {
    const found = findModel(id, state.catalog);
    if (found?.via !== 'foundation-model') throw new AwsError('ResourceNotFoundException');
    const fault = state.faults.standing('availability');
    return {
      kind: 'json',
      body: {
        modelId: found.model.id,
        agreementAvailability: {
          status: fault?.agreement ?? 'AVAILABLE',
          errorMessage: fault?.agreementError,
        },
        authorizationStatus: fault?.authorization ?? 'AUTHORIZED',
        entitlementAvailability: fault?.entitlement ?? 'AVAILABLE',
        regionAvailability: fault?.region ?? 'AVAILABLE',
      },
    };
  },
};
