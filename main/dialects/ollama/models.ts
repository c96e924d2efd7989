import { AppError } from '../../core/app-error.ts';
import type { JsonObject } from '../../core/json.ts';
import { modelCan } from '../../core/model-capabilities.ts';
import type { ModelListing } from '../../core/model-listing.ts';
import { hashText } from '../openai-vocabulary/hash-text.ts';
import { timestamp } from './answer-frame.ts';
import { withoutDefaultTag } from './model-name.ts';

/** The architecture under which `model_info` tells of a model. */
const ARCHITECTURE = 'krouter';

/** Nothing is known of when a model was changed. */
const EPOCH = timestamp(0);

/** `GET /api/tags`. */
export function encodeTags(models: readonly ModelListing[]): JsonObject {
  return { models: models.map(encodeTag) };
}

/** `POST /api/show`. Every line of `parameters` would have to be one that Continue's parser takes, so there is none. */
export function encodeShow(model: ModelListing): JsonObject {
  const { displayName, contextTokens } = model;
  return {
    license: '',
    modelfile: '',
    parameters: '',
    template: '{{ .Prompt }}',
    details: DETAILS,
    model_info: {
      'general.architecture': ARCHITECTURE,
      'general.basename': displayName,
      ...(contextTokens === undefined ? {} : { [`${ARCHITECTURE}.context_length`]: contextTokens }),
    },
    capabilities: capabilitiesOf(model),
    modified_at: EPOCH,
  };
}

/** The model of this name, with or without Ollama's tag for none. @throws AppError model_not_found */
export function findModel(models: readonly ModelListing[], name: string): ModelListing {
  const bare = withoutDefaultTag(name);
  const found = models.find(({ id }) => id === name) ?? models.find(({ id }) => id === bare);
  if (found !== undefined) return found;
  throw new AppError({ code: 'model_not_found', message: `model '${name}' not found` });
}

/** Readers demand every one of these; the weights are elsewhere, so there is no size and no quantization to tell. */
const DETAILS = {
  parent_model: '',
  format: '',
  family: ARCHITECTURE,
  families: [ARCHITECTURE],
  parameter_size: '',
  quantization_level: '',
} as const;

function encodeTag(model: ModelListing): JsonObject {
  const { id } = model;
  return {
    name: id,
    model: id,
    modified_at: EPOCH,
    size: 0,
    digest: digestOf(id),
    details: DETAILS,
    capabilities: capabilitiesOf(model),
  };
}

/** Ollama's words for what a model does. Fill-in-the-middle (`insert`) is not among it. */
function capabilitiesOf(model: ModelListing): readonly string[] {
  return [
    'completion',
    ...WORDS.flatMap(([capability, word]) => (modelCan(model, capability) ? [word] : [])),
  ];
}

const WORDS = [
  ['tools', 'tools'],
  ['images', 'vision'],
  ['reasoning', 'thinking'],
] as const;

/** 64 hexadecimal digits that depend on the name alone. */
function digestOf(id: string): string {
  const letters = [0, 1, 2, 3, 4, 5].map((round) => hashText(`${round}${id}`)).join('');
  return Buffer.from(letters, 'latin1').toString('hex').slice(0, 64);
}
