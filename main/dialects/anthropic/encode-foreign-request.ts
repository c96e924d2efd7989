import type { JsonObject } from '../../core/json.ts';
import { arrangeTurns, frameTurns } from './arrange-turns.ts';
import { beginsWithThinking } from './begins-with-thinking.ts';
import { encodeBlocks } from './encode-blocks.ts';
import type { EncodeContext, EncodedBody } from './encode-context.ts';
import { encodeMaxTokens } from './encode-max-tokens.ts';
import { encodeOutput, isForced, type OutputPlan } from './encode-output.ts';
import { encodeSampling } from './encode-sampling.ts';
import { planThinking, type ThinkingPlan } from './encode-thinking.ts';
import { encodeTools } from './encode-tools.ts';
import { limitCache } from './limit-cache.ts';

/** A request of any dialect, built anew under Claude's rules. */
export function encodeForeignRequest(context: EncodeContext): EncodedBody {
  const { system, turns } = arrangeTurns(context);
  const output = encodeOutput(context, encodeTools(context, turns));
  const plan = planThinking(context, {
    maxTokens: encodeMaxTokens(context),
    forced: isForced(output),
    mayBudget: beginsWithThinking(turns),
  });
  const framed = frameTurns(context, turns, context.rules.prefill && !plan.active);
  const messages = framed.map(({ role, blocks }) => ({ role, content: encodeBlocks(context, blocks) }));
  const hint = output.hint === undefined ? [] : [{ type: 'text', text: output.hint }];
  const prefix = limitCache(
    { tools: output.tools, system: [...encodeBlocks(context, system), ...hint], messages },
    context.warnings,
  );
  return {
    body: {
      max_tokens: plan.maxTokens,
      ...(prefix.system.length === 0 ? {} : { system: prefix.system }),
      messages: prefix.messages,
      ...(prefix.tools.length === 0 ? {} : { tools: prefix.tools }),
      ...(output.toolChoice === undefined ? {} : { tool_choice: output.toolChoice }),
      ...encodeModel(context, plan, output),
    },
    outputTool: output.outputTool,
  };
}

function encodeModel(context: EncodeContext, plan: ThinkingPlan, output: OutputPlan): JsonObject {
  const config = {
    ...(plan.effort === undefined ? {} : { effort: plan.effort }),
    ...(output.format === undefined ? {} : { format: output.format }),
  };
  const stop = context.request.stopSequences.filter((sequence) => sequence.trim() !== '');
  if (stop.length < context.request.stopSequences.length) {
    context.warnings.add('dropped', 'stop', 'a stop sequence of nothing but white space');
  }
  return {
    ...(plan.thinking === undefined ? {} : { thinking: plan.thinking }),
    ...(Object.keys(config).length === 0 ? {} : { output_config: config }),
    ...encodeSampling(context, plan.active),
    ...(stop.length === 0 ? {} : { stop_sequences: stop }),
    ...encodeMetadata(context),
  };
}

/** Anthropic takes an opaque id of at most 256 characters, and no e-mail address. */
function encodeMetadata(context: EncodeContext): JsonObject {
  const { userId } = context.request;
  if (userId === undefined || userId === '') return {};
  if (userId.length <= 256 && !userId.includes('@')) return { metadata: { user_id: userId } };
  context.warnings.add('dropped', 'user', 'an id of more than 256 characters or an e-mail address');
  return {};
}
