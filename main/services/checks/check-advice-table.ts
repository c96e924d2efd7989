import type { CheckFix } from '../../../contract/check-run.ts';

/** What one kind of failure means. Texts in lower case, any of them in what AWS said; `{region}` is filled in. */
export interface CheckAdvice {
  readonly texts: readonly string[];
  /** One sentence of cause, one of cure. */
  readonly explanation: string;
  readonly fix: CheckFix;
}

const CONSOLE = 'https://{region}.console.aws.amazon.com/bedrock/home?region={region}#/model-catalog';
const FORM = 'https://{region}.console.aws.amazon.com/bedrock/home?region={region}#/modelaccess';
const QUOTAS = 'https://{region}.console.aws.amazon.com/servicequotas/home/services/bedrock/quotas';

/** Most specific first. The texts are AWS's own, as reported from live accounts. */
export const CHECK_ADVICE: readonly CheckAdvice[] = [
  {
    texts: ['the proxy', 'tls connection', 'certificate'],
    explanation:
      'The way out of this network is not open: a proxy wants something, or something between here and AWS shows a certificate this machine does not trust, most often a company proxy. Set the proxy and the file of its certificate authority.',
    fix: { kind: 'edit-network', label: 'Set proxy and certificates' },
  },
  {
    texts: ['regionavailability not_available'],
    explanation: 'AWS does not offer this model in {region}. Choose another region.',
    fix: { kind: 'edit-region', label: 'Choose another region' },
  },
  {
    texts: ['agreementavailability pending'],
    explanation:
      "The account has just accepted the model's agreement and AWS is still at work on it. Try again in two minutes.",
    fix: { kind: 'retry', label: 'Try again' },
  },
  {
    texts: ['agreementavailability', 'entitlementavailability'],
    explanation:
      "The account has not accepted the model's agreement yet. It is accepted with the first use by someone with the Marketplace right, or in the console; then wait two minutes.",
    fix: { kind: 'open-url', label: 'Open the model catalog', value: CONSOLE },
  },
  {
    texts: ['authorizationstatus not_authorized'],
    explanation:
      'The account may use the model, this identity may not. The policy must allow InvokeModel on the profile and on its model in every region.',
    fix: { kind: 'copy-policy', label: 'Copy a policy that allows it' },
  },
  {
    texts: ['service control policy', 'explicit deny'],
    explanation:
      'Your organisation forbids this in {region}, or in a region that the profile may route to. A narrower scope stays inside what is allowed; otherwise an administrator has to change the policy.',
    fix: { kind: 'narrow-scope', label: 'Use a narrower scope' },
  },
  {
    texts: ['aws-marketplace:', 'aws marketplace'],
    explanation:
      'The first use of a model in an account needs the right to subscribe to it, once. Let an administrator grant it or open the model once, then wait two minutes.',
    fix: {
      kind: 'copy-policy',
      label: 'Copy the policy for the administrator',
      value: 'aws-marketplace:Subscribe',
    },
  },
  {
    texts: ['use case details have not been submitted', 'ftuformnotfilled', 'use-case form'],
    explanation:
      "Anthropic asks every account to describe its use case once. Fill in the form in Bedrock's console; it takes about 15 minutes to take effect.",
    fix: { kind: 'open-url', label: 'Open the form', value: FORM },
  },
  {
    texts: ["on-demand throughput isn't supported", 'on-demand throughput is not supported'],
    explanation:
      'This model answers only through an inference profile. Widen the scope to the geography, so that kRouter may use one.',
    fix: { kind: 'edit-region', label: 'Change region and scope' },
  },
  {
    texts: ['model identifier is invalid', 'offers no such model', 'offers 0 models'],
    explanation:
      'The model is not offered in {region} within the scope. Choose another region or a wider scope.',
    fix: { kind: 'edit-region', label: 'Choose another region' },
  },
  {
    texts: [
      'token included in the request is expired',
      'expiredtoken',
      'has expired',
      'expired at',
      'sso session',
    ],
    explanation: 'The sign-in has ended. Sign in again; nothing else has to change.',
    fix: { kind: 'sign-in', label: 'Sign in again' },
  },
  {
    texts: ['aws sso login', 'aws login'],
    explanation: 'Nobody is signed in with this profile. Sign in, then try again.',
    fix: { kind: 'sign-in', label: 'Sign in' },
  },
  {
    texts: ['signature expired', 'signature not yet current', 's behind aws', 's ahead of aws'],
    explanation:
      "This machine's clock is wrong, and AWS refuses signatures that are more than five minutes off. Turn on automatic time; meanwhile kRouter signs with AWS's time.",
    fix: { kind: 'adjust-clock', label: 'How to set the clock' },
  },
  {
    texts: [
      'security token included in the request is invalid',
      'unrecognizedclient',
      'invalidclienttokenid',
      'signature we calculated does not match',
      'begins with asia',
      'key is missing',
      'holds no aws credentials',
      'holds no credentials',
      'api key is valid',
      'was made for',
      'is not set or empty',
    ],
    explanation:
      'The keys are wrong, deleted or not whole: temporary keys (ASIA…) need their session token, long-term keys (AKIA…) must not have one.',
    fix: { kind: 'edit-credentials', label: 'Enter the credentials again' },
  },
  {
    texts: ['not authorized to perform', 'accessdenied', "don't have access to the model"],
    explanation:
      'This identity lacks a right. The policy must name the inference profile and its model in every region that the profile routes to.',
    fix: { kind: 'copy-policy', label: 'Copy a policy that allows it' },
  },
  {
    texts: ['quota', 'too many tokens', 'too many requests', 'throttl', 'rate exceeded'],
    explanation:
      "The account's quota in {region} is used up for now. Try again in a minute, or ask for more.",
    fix: { kind: 'open-url', label: 'Open the quotas', value: QUOTAS },
  },
  {
    texts: [
      'no such bedrock endpoint',
      'no host named',
      'refused the connection',
      'no route to',
      'could not be looked up',
      'closed the connection',
      'did not ',
    ],
    explanation:
      'The endpoint in {region} cannot be reached from here. Check the network, a proxy or VPN, and the endpoint URL if you have set one.',
    fix: { kind: 'retry', label: 'Try again' },
  },
];
