import { z } from 'zod';
import type { WizardState } from '../../../contract/wizard.ts';
import { adminMessage } from './admin-message.ts';

export interface AdminMail {
  readonly subject: string;
  readonly body: string;
  /** The policy did not fit whole into a link; the copied message has all of it. */
  readonly isShortened: boolean;
}

/** Mail programs on Windows take links of 2,048 characters; what is before the body needs some of them. */
const MAX_LINK_CHARS = 1_900;

/** A draft that fits into a link: the whole policy, or what is missing of it, or what is missing by name alone. */
export function adminMail(state: WizardState, policy: string, missing: readonly string[]): AdminMail {
  const subject =
    missing.length === 0
      ? 'AWS rights for Claude on Bedrock'
      : `AWS rights for Claude on Bedrock: ${missing.slice(0, 2).join(', ')}`;
  const whole = adminMessage(state, JSON.stringify(JSON.parse(policy)), missing);
  const shorter = [shortPolicy(policy, missing), namesOnly(missing)].map((text) =>
    adminMessage(state, text, missing),
  );
  const body = [whole, ...shorter].find((text) => fits(subject, text)) ?? namesOnly(missing);
  return { subject, body, isShortened: body !== whole };
}

/** The address of the draft, for a plain link. */
export function mailHref({ subject, body }: AdminMail): string {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

function fits(subject: string, body: string): boolean {
  return mailHref({ subject, body, isShortened: false }).length <= MAX_LINK_CHARS;
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** The statements that are missing (all, when that is not known), without conditions, for all models of the vendor. */
function shortPolicy(policy: string, missing: readonly string[]): string {
  const found = readStatements(policy);
  const needed = found.filter(
    ({ Action }) => missing.length === 0 || Action.some((action) => missing.includes(action)),
  );
  const statements = (needed.length === 0 ? found : needed).map(({ Action, Resource }) => ({
    Effect: 'Allow',
    Action,
    Resource: [...new Set(Resource.map(widened))],
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** One line for what differs in region and version only. */
function widened(arn: string): string {
  return arn.replace(
    /^(arn:[a-z-]+:bedrock:)[a-z0-9-]*(:[\d*]*:(?:inference-profile|foundation-model)\/)(.*?)anthropic\..*$/,
    '$1*$2*anthropic.*',
  );
}

function namesOnly(missing: readonly string[]): string {
  const names = missing.length === 0 ? 'bedrock:InvokeModelWithResponseStream' : missing.join(', ');
  return `(The policy is too long for a mail link; I will send it along. It allows ${names} for Anthropic's models.)`;
}

const policySchema = z.object({
  Statement: z.array(z.object({ Action: z.array(z.string()), Resource: z.array(z.string()) })),
});

function readStatements(policy: string): readonly Statement[] {
  return policySchema.parse(JSON.parse(policy)).Statement;
}
