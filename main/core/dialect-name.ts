/** The wire formats, by folder name. */
export type DialectName =
  | 'anthropic'
  | 'openai-chat'
  | 'openai-responses'
  | 'gemini'
  | 'ollama'
  | 'vertex'
  | 'kiro'
  | 'cursor'
  | 'antigravity'
  | 'bedrock-converse';

/** What only one dialect knows, kept for the way back into the same dialect. */
export type Extensions = { readonly [dialect in DialectName]?: unknown };
