import type { Sending, UpstreamAnswer } from '../../core/provider.ts';
import { createAgentDecoder } from '../../dialects/cursor/cli/decode-agent-stream.ts';
import { encodePrompt } from '../../dialects/cursor/cli/encode-prompt.ts';
import type { CursorContext } from './cursor-context.ts';

/**
 * Asks Cursor's own command line: no editing, no questions to a user, in an empty folder. Its own tools are held to
 * reading as far as its flags allow. @throws AppError
 */
export async function sendByCli(context: CursorContext, sending: Sending): Promise<UpstreamAnswer> {
  const { request, model, cancellation } = sending;
  const { prompt, warnings } = encodePrompt(request);
  const key = await context.apiKey.get();
  const child = await context.children.start({
    program: context.config.program,
    args: ['-p', '--output-format', 'stream-json', '--mode', 'ask', '--model', model.id],
    input: prompt,
    env: key === '' ? {} : { CURSOR_API_KEY: key },
    cancellation,
  });
  return { chunks: child.output, decoder: createAgentDecoder(), warnings, close: child.close };
}
