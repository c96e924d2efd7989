/** Sites that the dashboard links to: consoles, documentation and our own pages. Nothing else is ever opened. */
const HOSTS = new Set([
  'aws.amazon.com',
  'docs.aws.amazon.com',
  'console.aws.amazon.com',
  'console.amazonaws-us-gov.com',
  'console.amazonaws.cn',
  'status.aws.amazon.com',
  'health.aws.amazon.com',
  'signin.aws.amazon.com',
  'docs.anthropic.com',
  'docs.claude.com',
  'platform.claude.com',
  'console.anthropic.com',
  'support.anthropic.com',
  'github.com',
]);
/** Regional consoles and sign-in pages: `us-east-1.console.aws.amazon.com`, `acme.awsapps.com`. */
const PARENTS = [
  '.console.aws.amazon.com',
  '.signin.aws.amazon.com',
  '.awsapps.com',
  '.awsapps.cn',
  '.app.aws',
];

/** Where Identity Center has a device sign-in approved: `device.sso.eu-west-1.amazonaws.com`. */
const DEVICE_PAGE = /^device\.sso\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/;

/** True when a page may send the user's browser there. */
export function mayOpen(text: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  const { protocol, hostname, username, password, port } = url;
  if (protocol !== 'https:' || username !== '' || password !== '' || port !== '') return false;
  if (HOSTS.has(hostname) || DEVICE_PAGE.test(hostname)) return true;
  return PARENTS.some((parent) => hostname.endsWith(parent));
}

/** A draft without a recipient; nothing but these two fields can come into it. */
export function mailUrl({ subject, body }: { readonly subject: string; readonly body: string }): string {
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
