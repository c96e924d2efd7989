import { mediaTypeOf } from '../openai-vocabulary/media-type-of.ts';

/** The media type that the bytes themselves show, else the label's; Anthropic refuses a label that is wrong. */
export function imageType(data: string, label: string): string {
  const shown = mediaTypeOf(data);
  if (shown?.startsWith('image/')) return shown;
  return label === 'image/jpg' ? 'image/jpeg' : label;
}
