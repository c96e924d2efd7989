import { invalidRequest } from '../../core/app-error.ts';

/** The model a path or body names, without the collection it stands in, which some clients write twice. @throws AppError */
export function decodeModelName(name: string | undefined): string {
  const model = (name ?? '').replace(/^(?:models\/)+/, '');
  if (model.trim() === '') throw invalidRequest('model', 'model must name a model; it is empty.');
  return model;
}

/** A model as a resource: `models/x`, unless the name says another collection. */
export function encodeModelName(model: string): string {
  return /^(models|tunedModels)\//.test(model) ? model : `models/${model}`;
}
