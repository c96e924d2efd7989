import { listOf, objectsOf } from '../json.ts';
import { extra, firstText, type ModelRequest } from './model-request.ts';

const BEDROCK_VERSION = 'bedrock-2023-05-31';

/** Sent in the body by Anthropic's own Bedrock client since 1.0.0, so Bedrock takes it too. */
const VERSION_2026 = '2026-10-21';

const SAMPLING = ['temperature', 'top_p', 'top_k'];

/** `anthropic_version` is required and exact; the 2026 one refuses what that version dropped. */
export function checkVersion({ body }: ModelRequest): string | undefined {
  const version = body['anthropic_version'];
  if (version === undefined) return 'anthropic_version: Field required';
  if (version === BEDROCK_VERSION) return undefined;
  if (version !== VERSION_2026) return `Invalid API version: ${String(version)}`;
  const sampling = SAMPLING.find((name) => body[name] !== undefined);
  if (sampling !== undefined) return extra(sampling);
  return firstText(listOf(body['messages']), (message, at) =>
    firstText(objectsOf(objectsOf([message])[0]?.['content']), (block, place) =>
      block['type'] === 'document' && objectsOf([message])[0]?.['role'] === 'assistant'
        ? extra(`messages.${at}.content.${place}.document`)
        : undefined,
    ),
  );
}
