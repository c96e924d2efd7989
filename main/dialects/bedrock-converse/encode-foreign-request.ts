import { present } from '../openai-vocabulary/present.ts';
import { arrangeTurns } from './arrange-turns.ts';
import { encodeBlocks } from './encode-blocks.ts';
import type { ConverseBody, ConverseContext } from './encode-context.ts';
import { encodeInference } from './encode-inference.ts';
import { createDocumentNaming } from './encode-media.ts';
import { encodeMessages } from './encode-messages.ts';
import { encodeOutput } from './encode-output.ts';
import { encodeTools } from './encode-tools.ts';
import { encodeOptionMembers, runtimeOptions } from './runtime-options.ts';

/** A request of any other dialect, built anew. */
export function encodeForeignRequest(context: ConverseContext): ConverseBody {
  const { request } = context;
  const { system, turns } = arrangeTurns(context);
  const output = encodeOutput(context, encodeTools(context, turns));
  const encoding = { context, nameFor: createDocumentNaming() };
  const hints = output.hints.map((text) => ({ text }));
  const messages = encodeMessages(encoding, turns);
  const instructions = [...encodeBlocks(encoding, system), ...hints];
  const { inferenceConfig, additionalModelRequestFields } = encodeInference(context);
  const { serviceTier } = request;
  const placed = context.rules.system
    ? { system: instructions, messages }
    : { system: [], messages: withHints(messages, hints) };
  return {
    body: present({
      messages: placed.messages,
      system: placed.system.length === 0 ? undefined : placed.system,
      inferenceConfig,
      toolConfig:
        output.tools.length === 0 ? undefined : present({ tools: output.tools, toolChoice: output.choice }),
      additionalModelRequestFields,
      outputConfig: output.config,
      serviceTier: serviceTier !== undefined && TIERS.has(serviceTier) ? { type: serviceTier } : undefined,
      ...encodeOptionMembers(runtimeOptions(request)),
    }),
    ...(output.outputTool === undefined ? {} : { outputTool: output.outputTool }),
  };
}

const TIERS: ReadonlySet<string> = new Set(['priority', 'default', 'flex', 'reserved']);

/** Where the model takes no system prompt, what has to be said in words stands in the first message. */
function withHints(
  messages: ReturnType<typeof encodeMessages>,
  hints: readonly { readonly text: string }[],
): ReturnType<typeof encodeMessages> {
  const [first, ...rest] = messages;
  if (first === undefined || hints.length === 0 || !Array.isArray(first['content'])) return messages;
  return [{ ...first, content: [...hints, ...first['content']] }, ...rest];
}
