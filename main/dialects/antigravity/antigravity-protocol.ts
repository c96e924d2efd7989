import type { ClientProtocol } from '../../core/client-protocol.ts';
import { decodeGeminiCount, encodeGeminiCount } from '../gemini/count-tokens.ts';
import { accountEndpoints } from './account-answers.ts';
import { antigravityDialect, decodeCodeAssist } from './antigravity-dialect.ts';
import { openEnvelope } from './envelope.ts';

/** Google's Code Assist endpoint, for gemini-cli with `CODE_ASSIST_ENDPOINT` pointing here. */
export const antigravityProtocol: ClientProtocol = {
  name: 'antigravity',
  endpoints: [
    {
      kind: 'chat',
      paths: ['/v1internal\\:streamGenerateContent'],
      dialect: antigravityDialect,
      decode: ({ body }) => decodeCodeAssist(body, true),
    },
    {
      kind: 'chat',
      paths: ['/v1internal\\:generateContent'],
      dialect: antigravityDialect,
      decode: ({ body }) => decodeCodeAssist(body, false),
    },
    {
      kind: 'count-tokens',
      paths: ['/v1internal\\:countTokens'],
      dialect: antigravityDialect,
      decode: ({ body }) => {
        const { model, request } = openEnvelope(body);
        return decodeGeminiCount(request, { model, stream: false, backend: 'antigravity' });
      },
      encode: encodeGeminiCount,
    },
    ...accountEndpoints,
  ],
  claims: ({ path }) => (path.startsWith('/v1internal') ? antigravityDialect : undefined),
};
