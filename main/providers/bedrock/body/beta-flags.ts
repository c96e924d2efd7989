/** What becomes of one `anthropic-beta` flag on Bedrock. */
type Fate = 'keep' | 'drop' | readonly string[];

/**
 * Flags that InvokeModel accepts, or what they are called there. One unknown flag fails the whole request, so whatever is
 * not here is dropped. Facts: AWS's documentation and reports of refusals, as of November 2026.
 */
const FLAGS: { readonly [flag: string]: Fate | undefined } = {
  'computer-use-2025-01-24': 'keep',
  'computer-use-2025-11-24': 'keep',
  'context-1m-2025-08-07': 'keep',
  'context-management-2025-06-27': 'keep',
  'compact-2026-01-12': 'keep',
  'effort-2025-11-24': 'keep',
  'fine-grained-tool-streaming-2025-05-14': 'keep',
  'tool-search-tool-2025-10-19': 'keep',
  'tool-examples-2025-10-29': 'keep',
  'interleaved-thinking-2025-05-14': 'keep',
  'thinking-binding-controls-2026-08-01': 'keep',
  'thinking-display-updates-2026-08-18': 'keep',
  'dangerous-tool-use-2026-09-03': 'keep',
  'advanced-tool-use-2025-11-20': ['tool-search-tool-2025-10-19', 'tool-examples-2025-10-29'],
  'computer-use-2024-10-22': ['computer-use-2025-01-24'],
};

/** A dated family that is accepted whatever it is about. */
const MID_CONVERSATION = /^mid-conversation-[a-z-]+-2026-07-01$/;

export interface SelectedBetas {
  readonly flags: readonly string[];
  readonly dropped: readonly string[];
}

/** The flags to send, each once, in the client's order. */
export function selectBetas(wanted: readonly string[]): SelectedBetas {
  const flags = new Set<string>();
  const dropped: string[] = [];
  for (const flag of wanted) {
    const fate = fateOf(flag);
    if (fate === 'drop') dropped.push(flag);
    else for (const name of fate === 'keep' ? [flag] : fate) flags.add(name);
  }
  return { flags: [...flags], dropped };
}

function fateOf(flag: string): Fate {
  if (MID_CONVERSATION.test(flag)) return 'keep';
  return (Object.hasOwn(FLAGS, flag) ? FLAGS[flag] : undefined) ?? 'drop';
}

/** Fields that are refused without one of these flags. */
export const GUARDED_FIELDS = {
  context_management: ['context-management-2025-06-27', 'compact-2026-01-12'],
  defer_loading: ['tool-search-tool-2025-10-19'],
  input_examples: ['tool-examples-2025-10-29'],
} as const;

/** True when a guarded field may be sent. */
export function mayCarry(field: keyof typeof GUARDED_FIELDS, flags: ReadonlySet<string>): boolean {
  return GUARDED_FIELDS[field].some((flag) => flags.has(flag));
}
