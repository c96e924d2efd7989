import { isoTime } from './model-summary.ts';
import type { Operation } from './operation.ts';

/** GET /provisioned-model-throughputs */
export const listProvisionedModelThroughputs: Operation = {
  name: 'ListProvisionedModelThroughputs',
  plane: 'control',
  service: 'bedrock',
  run({ state }) {
    return {
      kind: 'json',
      body: {
        provisionedModelSummaries: state.catalog.throughputs.map(({ name, arn, modelArn, model }) => ({
          provisionedModelName: name,
          provisionedModelArn: arn,
          modelArn,
          desiredModelArn: modelArn,
          foundationModelArn: modelArn,
          modelUnits: 1,
          desiredModelUnits: 1,
          status: 'InService',
          creationTime: isoTime(model.launched),
          lastModifiedTime: isoTime(model.launched),
        })),
      },
    };
  },
};
