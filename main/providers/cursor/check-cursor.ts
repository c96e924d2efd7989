import { askOneWord } from '../../core/ask-one-word.ts';
import { type CheckStep, failedStep } from '../../core/check-step.ts';
import type { Cancellation, Provider } from '../../core/provider.ts';
import type { CursorContext } from './cursor-context.ts';

/** Tries Cursor step by step: its key, if there is one, then an answer. Stops where the next step could not work. */
export async function* checkCursor(
  provider: Provider,
  context: CursorContext,
  cancellation: Cancellation,
): AsyncGenerator<CheckStep> {
  const key = await checkKey(context);
  yield key;
  if (!key.ok) return;
  const [model] = await provider.list();
  if (model === undefined) return;
  try {
    const { text } = await askOneWord(provider, model, cancellation);
    yield { name: 'answer', ok: true, detail: `${model.id} answered "${text}".` };
  } catch (error) {
    yield failedStep('answer', error);
  }
}

async function checkKey({ apiKey, config }: CursorContext): Promise<CheckStep> {
  try {
    const key = await apiKey.get();
    const isMissing = key === '' && config.via === 'api';
    const none = isMissing
      ? 'The private protocol needs your own token.'
      : 'The command line’s own sign-in is used.';
    return { name: 'credentials', ok: !isMissing, detail: key === '' ? none : 'There is a key.' };
  } catch (error) {
    return failedStep('credentials', error);
  }
}
