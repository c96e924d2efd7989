import { objectOf } from '../json.ts';
import { extra, type ModelRequest } from './model-request.ts';

/** Effort and structured output, where the model has them. */
export function checkOutputConfig({ body, model }: ModelRequest): string | undefined {
  const { effort, format } = objectOf(body['output_config']);
  if (effort !== undefined) {
    if (model.efforts.length === 0) return 'This model does not support the effort parameter.';
    if (!model.efforts.some((known) => known === effort)) {
      const known = model.efforts.map((name) => `'${name}'`);
      return `output_config.effort: Input should be ${known.slice(0, -1).join(', ')} or ${known.at(-1)}`;
    }
  }
  if (format === undefined || format === null) return undefined;
  if (!model.structuredOutput) return extra('output_config.format');
  const { type, schema } = objectOf(format);
  if (type !== 'json_schema') return "output_config.format.type: Input should be 'json_schema'";
  const { type: root, additionalProperties } = objectOf(schema);
  return root === 'object' && additionalProperties !== false
    ? "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"
    : undefined;
}
