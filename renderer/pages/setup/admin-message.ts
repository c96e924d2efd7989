import type { WizardState } from '../../../contract/wizard.ts';

/** A message for whoever manages the account. Names and rights only. */
export function adminMessage({ providers }: WizardState, policy: string, missing: readonly string[]): string {
  const regions = providers.map(({ region, scope }) => `- ${region} (scope ${scope})`).join('\n');
  const refused = missing.length === 0 ? '' : `AWS refuses this now: ${missing.join(', ')}.\n\n`;
  return `Hello,

I would like to use Claude on Amazon Bedrock in our AWS account, through kRouter on my own machine. ${
    refused === '' ? 'It needs the rights below and no others.' : 'It needs the rights below.'
  } Requests go to:

${regions}

${refused}Please attach this policy to my user or role:

${policy}

A service control policy on these regions needs the same exception. The first use may also need Anthropic's use-case form, once per account.

Thank you
`;
}
