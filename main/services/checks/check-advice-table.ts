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

/** What a step says, for the table, where there is no keychain that could hold what it did not find. */
export const NO_KEYCHAIN = 'no keychain service';

/** Most specific first: some sayings end with a cure that names another cause. The texts are AWS's own, as reported from live accounts. */
export const CHECK_ADVICE: readonly CheckAdvice[] = [
  {
    texts: [NO_KEYCHAIN],
    explanation:
      'This machine has no keychain, and kRouter writes keys nowhere else: they were gone with its last stop. Start one (on Linux gnome-keyring or KWallet), or sign in with a profile or SSO, which need none.',
    fix: { kind: 'sign-in', label: 'Sign in another way' },
  },
  {
    texts: ['keychain is locked', 'keychain does not answer'],
    explanation:
      'The keys are in the keychain, which does not give them out now. Unlock it or answer its prompt, then try again.',
    fix: { kind: 'retry', label: 'Try again' },
  },
  {
    texts: ['holds no credentials'],
    explanation:
      'No keys are kept for this provider. What is pasted is held for 15 minutes and goes to the keychain when the setup is saved.',
    fix: { kind: 'edit-credentials', label: 'Paste the keys again' },
  },
  {
    texts: ['the proxy', 'tls connection', 'certificate'],
    explanation:
      'The way out of this network is not open: a proxy wants something, or something between here and AWS shows a certificate this machine does not trust, most often a company proxy. Set the proxy and the file of its certificate authority.',
    fix: { kind: 'edit-network', label: 'Set proxy and certificates' },
  },
  {
    texts: ["don't have access to the model"],
    explanation:
      'The account has not been given this model in {region}. Open it once in the model catalog and accept what is asked, or let an administrator do it.',
    fix: { kind: 'open-url', label: 'Open the model catalog', value: CONSOLE },
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
      'This model answers only through an inference profile, which spreads requests over several regions. Widen the scope to the geography, so that kRouter may use one.',
    fix: { kind: 'edit-region', label: 'Change the scope', value: 'scope' },
  },
  {
    texts: [
      'regionavailability not_available',
      'model identifier is invalid',
      'offers no such model',
      'offers 0 models',
    ],
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
    texts: ['begins with asia'],
    explanation:
      'This is a temporary key (ASIA…), and its session token is not there. Enter all three parts: key id, secret and token.',
    fix: { kind: 'edit-credentials', label: 'Enter the session token' },
  },
  {
    texts: ['signature we calculated does not match'],
    explanation:
      'AWS knows the access key, but the secret beside it is another one. Copy both again, in one go; if they are right, a proxy on the way changes the requests.',
    fix: { kind: 'edit-credentials', label: 'Enter the secret again' },
  },
  {
    texts: ['api key is valid', 'was made for'],
    explanation:
      'AWS does not take this Bedrock API key. Short-term keys live for 12 hours at most and work in one region only.',
    fix: { kind: 'edit-credentials', label: 'Enter another API key' },
  },
  {
    texts: ['key id is missing', 'key is missing', 'holds no aws credentials', 'is not set or empty'],
    explanation: 'The sign-in that was chosen holds no whole key. Complete it, or choose another one.',
    fix: { kind: 'edit-credentials', label: 'Choose another sign-in' },
  },
  {
    texts: [
      'security token included in the request is invalid',
      'unrecognizedclient',
      'invalidclienttokenid',
    ],
    explanation:
      'AWS does not know this key: it is mistyped, deleted or of another partition, or a session token stands beside a long-term key (AKIA…), which has none.',
    fix: { kind: 'edit-credentials', label: 'Enter the credentials again' },
  },
  {
    texts: ['not authorized to perform', 'accessdenied'],
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
