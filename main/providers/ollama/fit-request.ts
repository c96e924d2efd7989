import { unsupported } from '../../core/app-error.ts';
import type { ContentBlock } from '../../core/chat-block.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import { modelCan } from '../../core/model-capabilities.ts';
import type { ResolvedModel } from '../../core/provider.ts';

/**
 * The request as the model can be asked. Thinking that it cannot do is left out, since the server
 * would refuse the whole request.
 * @throws AppError `unsupported` for images it cannot see, which the server would pass over in silence
 */
export function fitRequest(request: ChatRequest, model: ResolvedModel): ChatRequest {
  if (!modelCan(model, 'images') && request.messages.some(({ content }) => content.some(hasImage))) {
    throw unsupported(
      'messages',
      `${request.model} cannot see images. Choose a model that can, or leave them out.`,
    );
  }
  if (request.reasoning === undefined || modelCan(model, 'reasoning')) return request;
  const { reasoning, ...rest } = request;
  if (reasoning.mode === 'off') return rest;
  const warning = { code: 'dropped', param: 'reasoning', detail: 'the model does not think' } as const;
  return { ...rest, warnings: [...rest.warnings, warning] };
}

function hasImage(block: ContentBlock): boolean {
  return block.type === 'image' || (block.type === 'tool-result' && block.content.some(hasImage));
}
