import { unsupported } from '../../core/app-error.ts';
import type { ChatRequest, Tool } from '../../core/chat-request.ts';
import type { WarningList } from './warning-list.ts';

/**
 * The tools to list for a vendor whose format has no tool choice: the choice is what is offered, and what that cannot
 * say is a warning. @throws AppError unsupported for a tool that the vendor is not sent
 */
export function offeredTools(request: ChatRequest, vendor: string, warnings: WarningList): readonly Tool[] {
  const { toolChoice: choice } = request;
  const callable = request.tools.filter((tool) => {
    if (tool.kind === 'native') warnings.add('dropped', 'tools', `${tool.name} runs only at its own vendor`);
    return tool.kind !== 'native';
  });
  if (choice === undefined) return callable;
  const named = (name: string): Tool => find(name, callable, vendor);
  if (choice.parallel === false) {
    warnings.add('dropped', 'tool_choice', `${vendor} may call several tools at once`);
  }
  const { mode, name = '', allowed } = choice;
  if (mode === 'none') return [];
  if (mode === 'any' || mode === 'tool') {
    warnings.add('approximated', 'tool_choice', `${vendor} cannot be made to call a tool`);
  }
  if (mode === 'tool') return [named(name)];
  return allowed === undefined ? callable : allowed.map(named);
}

function find(name: string, tools: readonly Tool[], vendor: string): Tool {
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool !== undefined) return tool;
  throw unsupported('tool_choice', `tool_choice names "${name}", which ${vendor} is not sent.`);
}
