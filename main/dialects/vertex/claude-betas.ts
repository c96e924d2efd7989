/**
 * Flags that Claude on Vertex takes, or what they are called there; an unknown one fails the whole request, so whatever
 * is not here is left out. Facts: Anthropic's documentation and reports of refusals, as of November 2026.
 */
const FLAGS: { readonly [flag: string]: string | undefined } = {
  'claude-code-20250219': 'claude-code-20250219',
  'computer-use-2025-01-24': 'computer-use-2025-01-24',
  'computer-use-2025-11-24': 'computer-use-2025-11-24',
  'context-1m-2025-08-07': 'context-1m-2025-08-07',
  'context-management-2025-06-27': 'context-management-2025-06-27',
  'compact-2026-01-12': 'compact-2026-01-12',
  'effort-2025-11-24': 'effort-2025-11-24',
  'fine-grained-tool-streaming-2025-05-14': 'fine-grained-tool-streaming-2025-05-14',
  'interleaved-thinking-2025-05-14': 'interleaved-thinking-2025-05-14',
  'tool-search-tool-2025-10-19': 'tool-search-tool-2025-10-19',
  'advanced-tool-use-2025-11-20': 'tool-search-tool-2025-10-19',
  'web-search-2025-03-05': 'web-search-2025-03-05',
};

export interface VertexBetas {
  readonly flags: readonly string[];
  readonly dropped: readonly string[];
}

/** The flags to send, each once, in the client's order. */
export function selectVertexBetas(wanted: readonly string[]): VertexBetas {
  const flags = new Set<string>();
  const dropped: string[] = [];
  for (const flag of wanted) {
    const name = Object.hasOwn(FLAGS, flag) ? FLAGS[flag] : undefined;
    if (name === undefined) dropped.push(flag);
    else flags.add(name);
  }
  return { flags: [...flags], dropped };
}
