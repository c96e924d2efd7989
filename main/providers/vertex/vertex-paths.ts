import type { VertexProviderConfig } from '../../../contract/config.ts';
import type { Publisher } from '../../dialects/vertex/model-name.ts';

type Place = Pick<VertexProviderConfig, 'project' | 'location' | 'endpoint'>;

/** The base URL of a location, without a slash at the end. Hosts as Google's and Anthropic's SDKs know them. */
export function vertexBase({ location, endpoint }: Place): string {
  if (endpoint !== undefined) return endpoint.replace(/\/+$/, '');
  if (location === 'global') return 'https://aiplatform.googleapis.com';
  if (location === 'us' || location === 'eu') return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

/** What is called of a model. */
export type Verb = 'rawPredict' | 'streamRawPredict' | 'streamGenerateContent?alt=sse' | 'countTokens';

/** `/v1/projects/…/publishers/{publisher}/models/{model}:{verb}` */
export function modelPath(place: Place, model: { publisher: Publisher; id: string }, verb: Verb): string {
  const { project, location } = place;
  const id = encodeURIComponent(model.id).replaceAll('%40', '@');
  return `/v1/projects/${project}/locations/${location}/publishers/${model.publisher}/models/${id}:${verb}`;
}
