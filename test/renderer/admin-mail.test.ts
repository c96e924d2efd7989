import { describe, expect, it } from 'vitest';
import { bedrockProviderSchema } from '../../contract/config.ts';
import type { WizardState } from '../../contract/wizard.ts';
import { adminMail, mailHref } from '../../renderer/pages/setup/admin-mail.ts';

const INVOKE = 'bedrock:InvokeModelWithResponseStream';

function stateOf(count: number): WizardState {
  const providers = Array.from({ length: count }, (_, index) =>
    bedrockProviderSchema.parse({ id: `p${index}`, type: 'bedrock', region: `eu-west-${index + 1}` }),
  );
  return { step: 'summary', providers, simulated: false };
}

function policyOf(models: number, regions: number): string {
  const arns = Array.from({ length: models * regions }, (_, index) => {
    const model = `anthropic.claude-model-${Math.floor(index / regions)}`;
    return `arn:aws:bedrock:eu-west-${(index % regions) + 1}::foundation-model/${model}`;
  });
  const statement = (Sid: string, Action: string[]) => ({ Sid, Effect: 'Allow', Action, Resource: arns });
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [statement('Call', [INVOKE]), statement('Count', ['bedrock:CountTokens'])],
  });
}

describe('the mail to the administrator', () => {
  it('has the whole policy where that fits', () => {
    const mail = adminMail(stateOf(1), policyOf(1, 1), []);
    expect(mail.isShortened).toBe(false);
    expect(mail.body).toContain('eu-west-1 (scope geo)');
    expect(mail.body).toContain('bedrock:CountTokens');
  });

  it('is shortened to what is missing, and stays inside what a mail program takes', () => {
    const mail = adminMail(stateOf(3), policyOf(9, 6), [INVOKE]);
    expect(mail.isShortened).toBe(true);
    expect(mail.subject).toContain(INVOKE);
    expect(mail.body).toContain(`AWS refuses this now: ${INVOKE}`);
    expect(mail.body).toContain('"arn:aws:bedrock:*::foundation-model/*anthropic.*"');
    expect(mail.body).not.toContain('bedrock:CountTokens');
    expect(mailHref(mail).length).toBeLessThanOrEqual(1_900);
  });

  it.each([1, 5, 20, 60])('fits with %i regions', (regions) => {
    const mail = adminMail(stateOf(regions), policyOf(20, regions), [INVOKE]);
    expect(mailHref(mail).length).toBeLessThanOrEqual(1_900);
    expect(mail.body.length).toBeLessThanOrEqual(1_500);
    expect(mail.body).toContain(INVOKE);
  });
});
