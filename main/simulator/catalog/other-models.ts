import type { ConverseTraits, Geography, ModelTraits } from './model-traits.ts';

/** What Claude's rules say of models that are none of Claude's: nothing is refused on their account. */
const plain = {
  inRegion: true,
  minCacheTokens: 1024,
  hourCache: false,
  thinking: ['disabled'],
  thinksUnasked: false,
  thinkingDisplay: 'summarized',
  forcedToolWhileThinking: true,
  efforts: [],
  sampling: 'free',
  prefill: true,
  structuredOutput: false,
  strictTools: false,
  systemTurns: false,
} as const;

const able: Omit<ConverseTraits, 'vendor'> = {
  streaming: true,
  system: true,
  tools: 'streamed',
  forcedTool: 'named',
  images: false,
  documents: false,
  mixedResults: true,
  stopSequences: true,
  caching: false,
  reasons: false,
  fields: [],
};

const nova = {
  ...able,
  vendor: 'Amazon',
  images: true,
  documents: true,
  caching: true,
  fields: ['inferenceConfig'],
} as const;
const llama = { ...able, vendor: 'Meta', tools: 'whole', forcedTool: 'none', mixedResults: false } as const;
const mistral = {
  ...able,
  vendor: 'Mistral AI',
  tools: 'whole',
  forcedTool: 'any',
  mixedResults: false,
} as const;
const open = { ...able, stopSequences: false } as const;

const US = ['us'] as const;
const WIDE = ['us', 'eu', 'apac'] as const;

/**
 * Models of other vendors that Converse serves. Ids and limits after LiteLLM's model table, capabilities after AWS's
 * table of Converse features and refusals that users have reported.
 */
export const otherModels: readonly ModelTraits[] = [
  model(['amazon.nova-micro-v1:0', 'Nova Micro', 128_000, 10_000, WIDE], {
    ...nova,
    images: false,
    documents: false,
  }),
  model(['amazon.nova-lite-v1:0', 'Nova Lite', 300_000, 10_000, WIDE], nova),
  model(['amazon.nova-pro-v1:0', 'Nova Pro', 300_000, 10_000, WIDE], nova),
  model(['amazon.nova-2-lite-v1:0', 'Nova 2 Lite', 1_000_000, 64_000, ['global', ...WIDE]], {
    ...nova,
    reasons: true,
    fields: ['inferenceConfig', 'reasoningConfig'],
  }),
  model(['meta.llama3-3-70b-instruct-v1:0', 'Llama 3.3 70B Instruct', 128_000, 4_096, US], llama),
  model(['meta.llama4-maverick-17b-instruct-v1:0', 'Llama 4 Maverick', 128_000, 8_192, US], {
    ...llama,
    images: true,
  }),
  model(['mistral.mistral-7b-instruct-v0:2', 'Mistral 7B Instruct', 32_000, 8_191, []], {
    ...mistral,
    system: false,
    tools: 'none',
  }),
  model(['mistral.mistral-large-2407-v1:0', 'Mistral Large (24.07)', 128_000, 8_191, []], mistral),
  model(['deepseek.r1-v1:0', 'DeepSeek-R1', 128_000, 32_768, US], {
    ...open,
    vendor: 'DeepSeek',
    tools: 'none',
    reasons: true,
  }),
  model(['deepseek.v3-v1:0', 'DeepSeek-V3.1', 163_840, 81_920, []], { ...open, vendor: 'DeepSeek' }),
  model(['openai.gpt-oss-120b-1:0', 'gpt-oss-120b', 128_000, 128_000, []], {
    ...open,
    vendor: 'OpenAI',
    forcedTool: 'none',
    reasons: true,
    fields: ['reasoning_effort'],
  }),
  model(['qwen.qwen3-coder-480b-a35b-v1:0', 'Qwen3 Coder 480B A35B', 262_144, 65_536, []], {
    ...open,
    vendor: 'Qwen',
  }),
];

/** Id, name, context and most output in tokens, profiles. */
type Row = readonly [
  id: string,
  name: string,
  contextWindow: number,
  maxOutput: number,
  profiles: readonly Geography[],
];

function model([id, name, contextWindow, maxOutput, profiles]: Row, converse: ConverseTraits): ModelTraits {
  // Models with profiles of the United States alone take no bare id.
  const inRegion = profiles !== US;
  return {
    ...plain,
    id,
    name,
    contextWindow,
    maxOutput,
    profiles,
    inRegion,
    launched: '2025-08-05',
    converse,
  };
}
