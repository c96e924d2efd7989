import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { present } from '../openai-vocabulary/present.ts';
import { cleanSchema } from './clean-schema.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeThinkingConfig } from './encode-thinking-config.ts';

export interface EncodedSettings {
  readonly config: JsonObject;
  /** An instruction for what this model cannot be told by setting. */
  readonly hint?: string;
}

/** `generationConfig` of a request of another format. */
export function encodeGenerationConfig(context: EncodeContext, hasTools: boolean): EncodedSettings {
  const { request } = context;
  const { output, hint } = encodeOutput(context, hasTools);
  const config = present({
    temperature: request.temperature,
    topP: request.topP,
    topK: request.topK,
    maxOutputTokens: encodeMaxTokens(context),
    stopSequences: encodeStop(context),
    thinkingConfig: encodeThinkingConfig(context),
    ...output,
  });
  return { config, hint };
}

/** Not set where the client sets none: the model's own limit is Google's default, and nothing is reserved for it. */
function encodeMaxTokens({ request, options }: EncodeContext): number | undefined {
  if (request.maxTokens === undefined) return undefined;
  return Math.min(request.maxTokens, options.maxOutputTokens ?? request.maxTokens);
}

/** Google's limit on `stopSequences`. */
const MOST_STOP_SEQUENCES = 5;

function encodeStop({ request, warnings }: EncodeContext): readonly string[] | undefined {
  const { stopSequences } = request;
  if (stopSequences.length > MOST_STOP_SEQUENCES) {
    warnings.add('changed', 'stop_sequences', `only the first ${MOST_STOP_SEQUENCES}`);
  }
  return stopSequences.length === 0 ? undefined : stopSequences.slice(0, MOST_STOP_SEQUENCES);
}

interface EncodedOutput {
  readonly output: JsonObject;
  readonly hint?: string;
}

function encodeOutput(context: EncodeContext, hasTools: boolean): EncodedOutput {
  const { output } = context.request;
  if (output === undefined) return { output: {} };
  const schema = output.type === 'json-schema' ? output.schema : undefined;
  if (hasTools && !context.rules.toolsWithJson) {
    context.warnings.add(
      'approximated',
      'response_format',
      'asked for in words: this model takes tools or JSON',
    );
    const shape = schema === undefined ? '' : ` that matches this JSON Schema: ${JSON.stringify(schema)}`;
    return { output: {}, hint: `Your final answer must be JSON and nothing else${shape}.` };
  }
  return { output: { responseMimeType: 'application/json', ...encodeSchema(context, schema) } };
}

function encodeSchema({ options }: EncodeContext, schema: unknown): JsonObject {
  if (schema === undefined) return {};
  if (options.schemas === 'subset' && isJsonObject(schema)) return { responseSchema: cleanSchema(schema) };
  return { responseJsonSchema: schema };
}
