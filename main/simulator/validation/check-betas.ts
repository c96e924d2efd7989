import { objectOf, objectsOf } from '../json.ts';
import { extra, firstText, type ModelRequest } from './model-request.ts';

/** The flags InvokeModel takes for Claude, after LiteLLM's list of late 2026 and user reports. */
const ACCEPTED: ReadonlySet<unknown> = new Set([
  'computer-use-2025-01-24',
  'computer-use-2025-11-24',
  'context-1m-2025-08-07',
  'context-management-2025-06-27',
  'compact-2026-01-12',
  'effort-2025-11-24',
  'fine-grained-tool-streaming-2025-05-14',
  'tool-search-tool-2025-10-19',
  'tool-examples-2025-10-29',
  'thinking-binding-controls-2026-08-01',
  'thinking-display-updates-2026-08-18',
  'dangerous-tool-use-2026-09-03',
  'mid-conversation-tool-changes-2026-07-01',
  'mid-conversation-system-2026-07-01',
  'interleaved-thinking-2025-05-14',
  'claude-code-20250219',
]);

const CONTEXT = ['context-management-2025-06-27', 'compact-2026-01-12'];

/** Refuses unknown flags, and fields whose flag is missing. Bedrock does not say which flag it was. */
export function checkBetas(request: ModelRequest): string | undefined {
  const { body, betas } = request;
  const flags = body['anthropic_beta'];
  if (flags !== undefined && !Array.isArray(flags)) return 'anthropic_beta: Input should be a valid list';
  for (const flag of betas) if (!ACCEPTED.has(flag)) return 'invalid beta flag';
  if (body['context_management'] !== undefined && !CONTEXT.some((flag) => betas.has(flag))) {
    return extra('context_management');
  }
  return firstText(objectsOf(body['tools']), (tool, index) => {
    const custom = `tools.${index}.custom`;
    if (tool['defer_loading'] !== undefined && !betas.has('tool-search-tool-2025-10-19')) {
      return extra(`${custom}.defer_loading`);
    }
    if (tool['input_examples'] !== undefined && !betas.has('tool-examples-2025-10-29')) {
      return extra(`${custom}.input_examples`);
    }
    return objectOf(tool)['strict'] !== undefined && !request.model.strictTools
      ? extra(`${custom}.strict`)
      : undefined;
  });
}
