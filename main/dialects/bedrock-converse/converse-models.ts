/** What a model of another vendor than Anthropic takes through Converse. */
export interface ConverseRules {
  /** The id without region prefix and version, which prices go by as well. */
  readonly name: string;
  readonly displayName: string;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  /** `whole`: only where the answer is not streamed. */
  readonly tools: 'none' | 'whole' | 'streamed';
  /** How a tool call can be forced: not at all, any one, or one by name too. */
  readonly forcedTool: 'none' | 'any' | 'named';
  /** ConverseStream takes the model at all. */
  readonly streams: boolean;
  readonly system: boolean;
  readonly images: boolean;
  /** Images may stand inside a tool result. */
  readonly imagesInResults: boolean;
  readonly documents: boolean;
  /** Text may stand beside tool results in one turn. */
  readonly textBesideResults: boolean;
  readonly cache: boolean;
  readonly stopSequences: boolean;
  /** Where the model takes `top_k`: Nova has a place of its own for it. */
  readonly topK: 'none' | 'field' | 'nova';
  /**
   * How the model is asked to think: `none`, it does not; `fixed`, it thinks as it pleases; `effort`, OpenAI's
   * `reasoning_effort`; `nova`, Nova's `reasoningConfig`.
   */
  readonly reasoning: 'none' | 'fixed' | 'effort' | 'nova';
  /** Its own earlier thinking may be sent back. */
  readonly replaysThinking: boolean;
  readonly structuredOutput: boolean;
}

type Traits = Omit<ConverseRules, 'name' | 'displayName' | 'contextTokens' | 'maxOutputTokens'>;

/** A model nobody has told us of: everything is tried, and what Bedrock refuses is learned. */
export const UNKNOWN: Traits = {
  tools: 'streamed',
  forcedTool: 'named',
  streams: true,
  system: true,
  images: true,
  imagesInResults: true,
  documents: true,
  textBesideResults: true,
  cache: false,
  stopSequences: true,
  topK: 'none',
  reasoning: 'none',
  replaysThinking: false,
  structuredOutput: false,
};

const NOVA: Traits = { ...UNKNOWN, cache: true, topK: 'nova' };
/** Open-weight models as Bedrock has served them since 2025: text and tools, no stop sequences. */
const OPEN: Traits = { ...UNKNOWN, images: false, documents: false, stopSequences: false };
const OPEN_VISION: Traits = { ...OPEN, images: true };
const STRUCTURED: Traits = { ...OPEN, structuredOutput: true };
/** Bedrock wraps these in a prompt template of its own. */
const TEMPLATED: Traits = {
  ...UNKNOWN,
  images: false,
  textBesideResults: false,
  forcedTool: 'none',
  tools: 'none',
};
const LLAMA: Traits = { ...TEMPLATED, tools: 'whole' };
const MISTRAL: Traits = { ...TEMPLATED, tools: 'whole', forcedTool: 'any' };

/** Speech, video, search and completion of texts: nothing a conversation can be held with. */
const NO_CHAT: Traits = { ...UNKNOWN, streams: false };

/** Vendor and model as ids write them, display name, traits, context and most output in tokens. */
type Row = readonly [id: string, displayName: string, traits: Traits, context?: number, output?: number];

/**
 * By the beginning of the id, the longest match wins. Tokens from LiteLLM's model table (MIT, as of 2026-08-01);
 * capabilities from AWS's table of Converse features and from refusals that users have reported.
 */
export const CONVERSE_MODELS: readonly Row[] = [
  ['amazon.nova-micro', 'Nova Micro', { ...NOVA, images: false, documents: false }, 128_000, 10_000],
  ['amazon.nova-lite', 'Nova Lite', NOVA, 300_000, 10_000],
  ['amazon.nova-pro', 'Nova Pro', NOVA, 300_000, 10_000],
  ['amazon.nova-premier', 'Nova Premier', { ...NOVA, cache: false }, 1_000_000, 10_000],
  [
    'amazon.nova-2-lite',
    'Nova 2 Lite',
    { ...NOVA, reasoning: 'nova', replaysThinking: true },
    1_000_000,
    64_000,
  ],
  [
    'amazon.nova-2-pro',
    'Nova 2 Pro',
    { ...NOVA, reasoning: 'nova', replaysThinking: true },
    1_000_000,
    64_000,
  ],
  ['amazon.nova-sonic', 'Nova Sonic', NO_CHAT],
  ['amazon.nova-2-sonic', 'Nova 2 Sonic', NO_CHAT],
  ['amazon.nova', 'Nova', NOVA],
  ['amazon.titan-text', 'Titan Text', { ...TEMPLATED, system: false }, 42_000, 4_000],
  ['meta.llama3-8b', 'Llama 3 8B', TEMPLATED, 8_192, 2_048],
  ['meta.llama3-70b', 'Llama 3 70B', TEMPLATED, 8_192, 2_048],
  ['meta.llama3-1-8b', 'Llama 3.1 8B', LLAMA, 128_000, 2_048],
  ['meta.llama3-1-70b', 'Llama 3.1 70B', LLAMA, 128_000, 2_048],
  ['meta.llama3-1-405b', 'Llama 3.1 405B', LLAMA, 128_000, 4_096],
  ['meta.llama3-2-1b', 'Llama 3.2 1B', TEMPLATED, 128_000, 4_096],
  ['meta.llama3-2-3b', 'Llama 3.2 3B', TEMPLATED, 128_000, 4_096],
  ['meta.llama3-2-11b', 'Llama 3.2 11B', { ...LLAMA, images: true }, 128_000, 4_096],
  ['meta.llama3-2-90b', 'Llama 3.2 90B', { ...LLAMA, images: true }, 128_000, 4_096],
  ['meta.llama3-3-70b', 'Llama 3.3 70B', LLAMA, 128_000, 4_096],
  ['meta.llama4-maverick-17b', 'Llama 4 Maverick', { ...LLAMA, images: true }, 128_000, 8_192],
  ['meta.llama4-scout-17b', 'Llama 4 Scout', { ...LLAMA, images: true }, 128_000, 8_192],
  ['meta.llama', 'Llama', LLAMA],
  ['mistral.mistral-7b', 'Mistral 7B', { ...TEMPLATED, system: false }, 32_000, 8_191],
  ['mistral.mixtral-8x7b', 'Mixtral 8x7B', { ...TEMPLATED, system: false }, 32_000, 8_191],
  ['mistral.mistral-small-2402', 'Mistral Small', MISTRAL, 32_000, 8_191],
  ['mistral.mistral-large-2402', 'Mistral Large', MISTRAL, 32_000, 8_191],
  ['mistral.mistral-large-2407', 'Mistral Large 2', MISTRAL, 128_000, 8_191],
  ['mistral.pixtral-large', 'Pixtral Large', { ...MISTRAL, images: true }, 128_000, 8_191],
  ['mistral.magistral-small', 'Magistral Small', { ...OPEN, reasoning: 'fixed' }, 128_000, 8_192],
  ['mistral.devstral', 'Devstral', OPEN, 256_000, 8_192],
  ['mistral.mistral-large-3', 'Mistral Large 3', STRUCTURED, 128_000, 8_192],
  ['mistral.ministral-3', 'Ministral 3', STRUCTURED, 128_000, 8_192],
  ['mistral.voxtral', 'Voxtral', { ...STRUCTURED, tools: 'none' }, 128_000, 8_192],
  ['mistral.', 'Mistral', OPEN],
  ['deepseek.r1', 'DeepSeek R1', { ...OPEN, tools: 'none', reasoning: 'fixed' }, 128_000, 32_768],
  ['deepseek.v3', 'DeepSeek V3', { ...STRUCTURED, reasoning: 'fixed' }, 163_840, 81_920],
  ['deepseek.v3.2', 'DeepSeek V3.2', { ...OPEN, reasoning: 'fixed' }, 163_840, 163_840],
  [
    'openai.gpt-oss-safeguard',
    'gpt-oss safeguard',
    { ...OPEN, tools: 'none', reasoning: 'effort' },
    128_000,
    8_192,
  ],
  [
    'openai.gpt-oss-20b',
    'gpt-oss 20B',
    { ...OPEN, forcedTool: 'none', reasoning: 'effort' },
    128_000,
    128_000,
  ],
  [
    'openai.gpt-oss-120b',
    'gpt-oss 120B',
    { ...OPEN, forcedTool: 'none', reasoning: 'effort' },
    128_000,
    128_000,
  ],
  ['openai.', 'OpenAI', { ...OPEN, forcedTool: 'none', reasoning: 'effort' }],
  ['qwen.qwen3-235b-a22b-2507', 'Qwen3 235B', STRUCTURED, 262_144, 131_072],
  ['qwen.qwen3-32b', 'Qwen3 32B', { ...STRUCTURED, reasoning: 'fixed' }, 131_072, 16_384],
  ['qwen.qwen3-coder-480b-a35b', 'Qwen3 Coder 480B', STRUCTURED, 262_144, 65_536],
  ['qwen.qwen3-coder-30b-a3b', 'Qwen3 Coder 30B', STRUCTURED, 262_144, 131_072],
  ['qwen.qwen3-coder-next', 'Qwen3 Coder Next', OPEN, 262_144, 8_192],
  ['qwen.qwen3-next-80b-a3b', 'Qwen3 Next 80B', STRUCTURED, 128_000, 8_192],
  ['qwen.qwen3-vl-235b-a22b', 'Qwen3 VL 235B', { ...OPEN_VISION, structuredOutput: true }, 128_000, 8_192],
  ['qwen.', 'Qwen', OPEN],
  ['google.gemma-3', 'Gemma 3', { ...OPEN_VISION, tools: 'none' }, 128_000, 8_192],
  ['google.', 'Gemma', OPEN_VISION],
  ['minimax.minimax-m2.5', 'MiniMax M2.5', { ...OPEN, reasoning: 'fixed' }, 1_000_000, 8_192],
  ['minimax.minimax-m2.1', 'MiniMax M2.1', { ...OPEN, reasoning: 'fixed' }, 196_000, 8_192],
  ['minimax.', 'MiniMax', { ...STRUCTURED, reasoning: 'fixed' }],
  ['moonshot.kimi-k2-thinking', 'Kimi K2 Thinking', { ...STRUCTURED, reasoning: 'fixed' }, 128_000, 8_192],
  ['moonshotai.kimi-k2.5', 'Kimi K2.5', { ...OPEN_VISION, reasoning: 'fixed' }, 262_144, 262_144],
  ['moonshot', 'Kimi', OPEN],
  ['nvidia.nemotron-nano-12b', 'Nemotron Nano 12B', { ...OPEN_VISION, tools: 'none' }, 128_000, 8_192],
  ['nvidia.nemotron-nano-9b', 'Nemotron Nano 9B', { ...OPEN, tools: 'none' }, 128_000, 8_192],
  ['nvidia.nemotron-nano-3-30b', 'Nemotron Nano 3 30B', STRUCTURED, 262_144, 8_192],
  ['nvidia.nemotron-super-3-120b', 'Nemotron Super 3', { ...OPEN, reasoning: 'fixed' }, 256_000, 32_768],
  ['nvidia.', 'Nemotron', OPEN],
  ['zai.glm', 'GLM', { ...OPEN, reasoning: 'fixed' }, 200_000, 128_000],
  ['writer.palmyra-x4', 'Palmyra X4', { ...OPEN, documents: true }, 128_000, 8_192],
  ['writer.palmyra-x5', 'Palmyra X5', { ...OPEN, documents: true }, 1_000_000, 8_192],
  ['cohere.', 'Cohere', NO_CHAT],
  ['twelvelabs.', 'TwelveLabs', NO_CHAT],
  ['stability.', 'Stability', NO_CHAT],
  ['ai21.j2', 'Jurassic-2', NO_CHAT],
  ['cohere.command-r-plus', 'Command R+', { ...UNKNOWN, images: false, forcedTool: 'none' }, 128_000, 4_096],
  ['cohere.command-r', 'Command R', { ...UNKNOWN, images: false, forcedTool: 'none' }, 128_000, 4_096],
  ['ai21.jamba-1-5', 'Jamba 1.5', { ...UNKNOWN, images: false, forcedTool: 'none' }, 256_000, 4_096],
  ['xai.', 'Grok', { ...OPEN_VISION, reasoning: 'fixed' }],
];
