import type { BodyRule, ClientProtocol } from '../../core/client-protocol.ts';
import { cursorDialect } from './cursor-dialect.ts';

const FRAMES: BodyRule = { as: 'bytes', contentType: /^application\/connect\+proto[\t ]*(?:;|$)/i };

/** Where a run of inference is asked for. */
export const RUN_INFERENCE = '/aiserver.v1.InferenceService/RunInference';

/** Services of the vendor whose calls are answered in this format, if only to say that they are not there. */
const SERVICES = /^\/(aiserver|agent)\.v1\./;

/** Cursor's inference runs; a run is read whole before it is answered, since HTTP/1.1 cannot do both at once. */
export const cursorProtocol: ClientProtocol = {
  name: 'cursor',
  endpoints: [
    {
      kind: 'chat',
      paths: [RUN_INFERENCE],
      dialect: cursorDialect,
      body: FRAMES,
      decode: ({ body }) => cursorDialect.decodeRequest(body),
    },
  ],
  claims: ({ path }) => (SERVICES.test(path) ? cursorDialect : undefined),
};
