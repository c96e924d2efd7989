import type { ChatRequest } from '../../core/chat-request.ts';

/** The names of all tools a request lists, then of those its history called. */
export function toolNamesOf(request: ChatRequest): string[] {
  const called = request.messages.flatMap((message) =>
    message.content.flatMap((block) => (block.type === 'tool-use' ? [block.name] : [])),
  );
  return [...request.tools.map((tool) => tool.name), ...called];
}
