import type { UpstreamDialect, UpstreamOptions } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ResolvedModel, Sending, UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { openStream } from './open-stream.ts';
import type { PlainApi } from './plain-api.ts';
import { type Repair, type RepairMemory, repaired, repairFor } from './repair.ts';

/** How an API that takes all of a chat in one JSON body is asked. */
export interface ChatApi {
  readonly api: PlainApi;
  readonly dialect: UpstreamDialect;
  readonly path: string;
  /** For clients that send no limit, in tokens. */
  readonly defaultMaxTokens: number;
  /** What to do about members that servers refuse. */
  readonly repairs: readonly Repair[];
  readonly memory: RepairMemory;
}

/** Each refusal has one answer, so this only bounds requests that are wrong in several ways at once. */
const MAX_REPAIRS = 3;

/**
 * Sends as a stream, whatever the client asked for. A body that is refused for a member it can do without is sent again
 * without, before anything reached the client, and the model's next one at once. @throws AppError
 */
export async function sendChat(
  chat: ChatApi,
  { request, model, cancellation }: Sending,
): Promise<UpstreamAnswer> {
  const { api, dialect, path, memory } = chat;
  const encoded = dialect.encodeRequest(request, optionsFor(chat, model));
  for (let attempt = 0; ; attempt += 1) {
    const { body, warnings } = repaired(encoded.body, memory.of(model.id));
    try {
      return await openStream(api, {
        method: 'POST',
        path,
        body: stringifyJson(body),
        cancellation,
        decoder: dialect.createDecoder(encoded.restore),
        warnings: [...encoded.warnings, ...warnings],
        requestIdHeader: 'x-request-id',
      });
    } catch (thrown) {
      learn(chat, { thrown, body, model, attempt });
    }
  }
}

interface Refusal {
  readonly thrown: unknown;
  readonly body: JsonObject;
  readonly model: ResolvedModel;
  readonly attempt: number;
}

function learn({ repairs, memory }: ChatApi, { thrown, body, model, attempt }: Refusal): void {
  const untried = repairs.filter(isUntried(memory.of(model.id)));
  const repair = attempt < MAX_REPAIRS ? repairFor(thrown, body, untried) : undefined;
  if (repair === undefined) throw thrown;
  memory.learn(model.id, repair);
}

/** Each once, and one change of names at most: a limit refused under both of its names would go to and fro. */
function isUntried(tried: readonly Repair[]): (repair: Repair) => boolean {
  const isRenamed = tried.some(({ replacedBy }) => replacedBy !== undefined);
  return (repair) => !tried.includes(repair) && !(isRenamed && repair.replacedBy !== undefined);
}

function optionsFor({ defaultMaxTokens }: ChatApi, model: ResolvedModel): UpstreamOptions {
  const { id, maxOutputTokens, contextTokens } = model;
  return { model: id, defaultMaxTokens, maxOutputTokens, contextTokens };
}
