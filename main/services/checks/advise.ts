import type { CheckFix, CheckStep } from '../../../contract/check-run.ts';
import type { SecretPlace } from '../../platform/ports/secrets.ts';
import { CHECK_ADVICE, NO_KEYCHAIN } from './check-advice-table.ts';

export interface AdviceContext {
  readonly region: string;
  /** The right that is missing, when that is known. */
  readonly iamAction?: string;
  /** Where secrets are kept, where that is known. */
  readonly keychain?: SecretPlace;
}

/** What a failure means and the button that helps. Where nothing is known, the engine's own sentence must do. */
export function adviseOn(said: string, context: AdviceContext): Pick<CheckStep, 'explanation' | 'fix'> {
  const text = withPlace(said.toLowerCase().replaceAll('\u2019', "'"), context);
  const advice = CHECK_ADVICE.find(({ texts }) => texts.some((fragment) => text.includes(fragment)));
  if (advice !== undefined) {
    const fill = (words: string) => words.replaceAll('{region}', context.region);
    return { explanation: fill(advice.explanation), fix: fixOf(advice.fix, context, fill) };
  }
  if (context.iamAction === undefined) return { fix: { kind: 'retry', label: 'Try again' } };
  return {
    explanation: `This identity may not call ${context.iamAction}.`,
    fix: { kind: 'copy-policy', label: 'Copy a policy that allows it', value: context.iamAction },
  };
}

/** Nothing is found in a keychain that is not there: the cure is another one than where keys were never entered. */
function withPlace(text: string, { keychain }: AdviceContext): string {
  const isUnkept = keychain === 'missing' || keychain === 'headless';
  return isUnkept && text.includes('keychain holds no credentials') ? `${NO_KEYCHAIN}: ${text}` : text;
}

function fixOf(fix: CheckFix, { iamAction }: AdviceContext, fill: (words: string) => string): CheckFix {
  const value = fix.value === undefined ? undefined : fill(fix.value);
  return { ...fix, value: fix.kind === 'copy-policy' ? (iamAction ?? value) : value };
}
