import type { CheckFix, CheckName, CheckStep } from '../../../contract/check-run.ts';

interface Outcome {
  readonly asked: string;
  readonly said: string;
  readonly iamAction?: string;
}

const OUTCOMES: Record<CheckName, Outcome> = {
  clock: { asked: 'What time AWS has', said: 'The clock is right (0 s off).' },
  credentials: { asked: 'The profile for keys', said: 'Profile work gives the access key AKIA…7QXD.' },
  identity: { asked: 'sts:GetCallerIdentity', said: 'Signed in as arn:aws:iam::123456789012:user/dev.' },
  models: { asked: 'bedrock:ListInferenceProfiles', said: 'us-east-1 offers 11 models within the scope.' },
  access: {
    asked: 'May the account use it?',
    said: "The account may use anthropic.claude-haiku-4-5; Anthropic's use-case form is filled in.",
  },
  answer: {
    asked: 'One word, streamed, from Claude Haiku 4.5',
    said: 'us.anthropic.claude-haiku-4-5 answered "ready" in 612 ms.',
    iamAction: 'bedrock:InvokeModelWithResponseStream',
  },
};

export const CHECK_NAMES: readonly CheckName[] = [
  'clock',
  'credentials',
  'identity',
  'models',
  'access',
  'answer',
];

const DENIED: { readonly said: string; readonly explanation: string; readonly fix: CheckFix } = {
  said: 'AccessDeniedException: User is not authorized to perform: bedrock:InvokeModelWithResponseStream with an explicit deny in a service control policy.',
  explanation:
    'Your organisation blocks a region that the profile may route to. A narrower scope stays inside this one.',
  fix: { kind: 'narrow-scope', label: 'Use this region only' },
};

/** A step as it ends. In regions of Europe the answer is denied while the scope reaches beyond the region. */
export function checkStep(
  base: Pick<CheckStep, 'run' | 'provider' | 'region' | 'step'>,
  scope: string,
): CheckStep {
  const denied = base.step === 'answer' && base.region?.startsWith('eu-') === true && scope !== 'in-region';
  return { ...base, ...OUTCOMES[base.step], state: denied ? 'failed' : 'ok', ...(denied ? DENIED : {}) };
}
