import type { Tool, Warning } from '../../core/chat-request.ts';

/** The tools without another vendor's own, which cannot go at all and are named in a warning. */
export function withoutNativeTools(tools: readonly Tool[], warnings: Warning[]): readonly Tool[] {
  return tools.filter((tool) => {
    if (tool.kind !== 'native') return true;
    const detail = `${tool.name} runs only at its own vendor`;
    warnings.push({ code: 'dropped', param: 'tools', detail });
    return false;
  });
}
