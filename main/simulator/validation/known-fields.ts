const TEXT_BLOCK = ['type', 'text', 'cache_control', 'citations'];
const SOURCE_BLOCK = ['type', 'source', 'cache_control'];

/** Top-level fields that InvokeModel knows for Claude. */
export const BODY_FIELDS: ReadonlySet<string> = new Set([
  'anthropic_version',
  'anthropic_beta',
  'max_tokens',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'stop_sequences',
  'temperature',
  'top_p',
  'top_k',
  'metadata',
  'context_management',
  'user_profile_id',
]);

/** Fields of each content block, by its type. A type that is not here is refused. */
export const BLOCK_FIELDS: Readonly<Record<string, readonly string[]>> = {
  text: TEXT_BLOCK,
  image: SOURCE_BLOCK,
  document: [...SOURCE_BLOCK, 'title', 'context', 'citations'],
  search_result: [...SOURCE_BLOCK, 'title', 'content', 'citations'],
  tool_use: ['type', 'id', 'name', 'input', 'cache_control'],
  tool_result: ['type', 'tool_use_id', 'content', 'is_error', 'cache_control'],
  thinking: ['type', 'thinking', 'signature'],
  redacted_thinking: ['type', 'data'],
  tool_reference: ['type', 'tool_name', 'cache_control'],
  compaction: ['type', 'content', 'cache_control'],
};

/** Fields of a custom tool. */
export const TOOL_FIELDS: ReadonlySet<string> = new Set([
  'type',
  'name',
  'description',
  'input_schema',
  'cache_control',
  'strict',
  'defer_loading',
  'input_examples',
]);

/** Fields of `tool_choice`, by its type. */
export const TOOL_CHOICE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  auto: ['type', 'disable_parallel_tool_use'],
  any: ['type', 'disable_parallel_tool_use'],
  tool: ['type', 'name', 'disable_parallel_tool_use'],
  none: ['type'],
};

/** Fields of `thinking`, by its type. */
export const THINKING_FIELDS: Readonly<Record<string, readonly string[]>> = {
  enabled: ['type', 'budget_tokens', 'display'],
  adaptive: ['type', 'display'],
  disabled: ['type'],
};
