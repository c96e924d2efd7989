import type { JsonObject } from '../../core/json.ts';
import { present } from '../openai-vocabulary/present.ts';
import { arrangeTurns } from './arrange-turns.ts';
import { encodeContents } from './encode-contents.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeGenerationConfig } from './encode-generation-config.ts';
import { encodeToolConfig, encodeTools } from './encode-tools.ts';

/** A request of another format, built anew under Google's rules. */
export function encodeForeignRequest(context: EncodeContext): JsonObject {
  const { system, turns } = arrangeTurns(context);
  const tools = encodeTools(context);
  const { config, hint } = encodeGenerationConfig(context, tools.length > 0);
  const instructions = hint === undefined ? system : [...system, hint];
  return present({
    systemInstruction:
      instructions.length === 0 ? undefined : { parts: instructions.map((text) => ({ text })) },
    contents: encodeContents(context, turns),
    tools: tools.length === 0 ? undefined : tools,
    toolConfig: tools.length === 0 ? undefined : encodeToolConfig(context),
    generationConfig: Object.keys(config).length === 0 ? undefined : config,
  });
}
