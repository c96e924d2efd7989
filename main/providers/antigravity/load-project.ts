import { parseJsonObject } from '../../core/json.ts';
import { call } from '../plain-api/call.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import { readText } from '../plain-api/read-text.ts';

/** We are none of the programs that Google has words for. */
const METADATA = {
  ideType: 'IDE_UNSPECIFIED',
  platform: 'PLATFORM_UNSPECIFIED',
  pluginType: 'PLUGIN_UNSPECIFIED',
};

/** The project as configured, else as Google tells it: asked once, again after a failure. */
export function createProjectSource(
  api: PlainApi,
  configured: string | undefined,
): () => Promise<string | undefined> {
  let known: Promise<string | undefined> | undefined;
  return async () => {
    if (configured !== undefined) return configured;
    known ??= loadProject(api).catch((thrown: unknown) => {
      known = undefined;
      throw thrown;
    });
    return known;
  };
}

async function loadProject(api: PlainApi): Promise<string | undefined> {
  const response = await call(api, {
    method: 'POST',
    path: '/v1internal:loadCodeAssist',
    body: JSON.stringify({ metadata: METADATA }),
  });
  const project = parseJsonObject(await readText(response))?.['cloudaicompanionProject'];
  return typeof project === 'string' && project !== '' ? project : undefined;
}
