/** Members of the body that InvokeModel knows. Anything else fails with "Extra inputs are not permitted". */
export const BODY_MEMBERS: ReadonlySet<string> = new Set([
  'max_tokens',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'stop_sequences',
  'temperature',
  'top_p',
  'top_k',
  'metadata',
  'output_config',
  'context_management',
]);

/** Members that are ours to set, so that leaving out the client's is no loss. */
export const OWN_MEMBERS: ReadonlySet<string> = new Set([
  'model',
  'stream',
  'anthropic_version',
  'anthropic_beta',
  'betas',
  'service_tier',
  'cache_control',
]);

/** What SDKs leave in the blocks they replay. */
export const BLOCK_ARTEFACTS: readonly string[] = ['caller', 'parsed_output', 'index'];

/** Members of a tool that only the first-party API knows. */
export const TOOL_ARTEFACTS: readonly string[] = ['allowed_callers', 'eager_input_streaming'];

/** Blocks that only Anthropic's own servers can make or read. */
export const REFUSED_BLOCKS: ReadonlySet<string> = new Set([
  'web_search_tool_result',
  'web_fetch_tool_result',
  'code_execution_tool_result',
  'bash_code_execution_tool_result',
  'text_editor_code_execution_tool_result',
  'mcp_tool_use',
  'mcp_tool_result',
  'container_upload',
]);

/** Versioned tools that the client itself runs; every other versioned tool runs on Anthropic's servers. */
export const CLIENT_TOOLS = /^(bash|text_editor|computer|memory|tool_search_tool_[a-z0-9]+)_\d{8}$/;

export interface ToolUpgrade {
  readonly type: string;
  readonly name: string;
}

/** Versions that Bedrock has retired, and what they became. */
export const TOOL_UPGRADES: { readonly [type: string]: ToolUpgrade | undefined } = {
  bash_20241022: { type: 'bash_20250124', name: 'bash' },
  text_editor_20241022: { type: 'text_editor_20250728', name: 'str_replace_based_edit_tool' },
  computer_20241022: { type: 'computer_20250124', name: 'computer' },
};

/** The flag that a versioned tool needs, by the start of its type. */
export const TOOL_FLAGS: readonly (readonly [start: string, flag: string])[] = [
  ['computer_20250124', 'computer-use-2025-01-24'],
  ['computer_20251124', 'computer-use-2025-11-24'],
  ['tool_search_tool_', 'tool-search-tool-2025-10-19'],
  ['memory_', 'context-management-2025-06-27'],
];
