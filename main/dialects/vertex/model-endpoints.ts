import type { ClientEndpoint } from '../../core/client-protocol.ts';
import { vertexGeminiDialect } from './gemini-dialect.ts';
import { answerModel, answerModelList } from './models.ts';

const MODELS = '{/:version}{/projects/:project/locations/:location}/publishers/:publisher/models';

/** Google lists models under their publisher. */
export const modelEndpoints: readonly ClientEndpoint[] = [
  { kind: 'info', method: 'GET', paths: [MODELS], dialect: vertexGeminiDialect, answer: answerModelList },
  {
    kind: 'info',
    method: 'GET',
    paths: [`${MODELS}/*model`],
    dialect: vertexGeminiDialect,
    answer: answerModel,
  },
];
