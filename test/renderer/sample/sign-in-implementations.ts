import type { SignIn } from '../../../contract/wizard.ts';
import { notFound } from '../../../main/services/call-failure.ts';
import type { Implementations } from '../../../main/services/implementations.ts';

type Names =
  | `signIn.${'start' | 'get' | 'cancel' | 'accounts' | 'roles' | 'choose'}`
  | 'awsCli.get'
  | 'network.check';

/** How often the page asks before the person in the picture has said yes. */
const POLLS_UNTIL_YES = 3;

/** A sign-in that is approved after a few looks, and an organisation of two accounts. */
export function signInImplementations(): Implementations<Names> {
  const signIns = new Map<string, { view: SignIn; polls: number }>();
  const find = (id: string) => {
    const signIn = signIns.get(id);
    if (signIn === undefined) throw notFound('This sign-in');
    return signIn;
  };
  return {
    'signIn.start'() {
      const id = `sign-in-${signIns.size + 1}`;
      const url = 'https://device.sso.eu-west-1.amazonaws.com/?user_code=BCDF-GHJK';
      const expiresAt = Date.now() + 600_000;
      const view: SignIn = { id, state: 'waiting', userCode: 'BCDF-GHJK', url, expiresAt };
      signIns.set(id, { view, polls: 0 });
      return view;
    },
    'signIn.get'({ id }) {
      const signIn = find(id);
      signIn.polls += 1;
      if (signIn.view.state === 'waiting' && signIn.polls > POLLS_UNTIL_YES) {
        signIn.view = { ...signIn.view, state: 'choose-role' };
      }
      return signIn.view;
    },
    'signIn.cancel'({ id }) {
      const signIn = find(id);
      signIn.view = { ...signIn.view, state: 'cancelled' };
      return {};
    },
    'signIn.accounts': () => [
      { accountId: '123456789012', name: 'Production', email: 'aws+production@example.com' },
      { accountId: '210987654321', name: 'Sandbox' },
    ],
    'signIn.roles': () => ['BedrockUser', 'ReadOnly'],
    'signIn.choose'({ id, accountId, roleName }) {
      const signIn = find(id);
      const place = { startUrl: 'https://example.awsapps.com/start', ssoRegion: 'eu-west-1' };
      const credentials = { source: 'sso-role', ...place, accountId, roleName } as const;
      signIn.view = { ...signIn.view, state: 'done', credentials };
      return signIn.view;
    },
    'awsCli.get': () => ({ version: '2.33.4', ssoLogin: true, login: true }),
    'network.check': ({ network }) => ({
      ok: network.caFile !== undefined,
      findings: [
        network.caFile === undefined
          ? 'No trusted TLS connection could be made: the certificate is signed by an authority this machine does not know.'
          : 'The file trusts Example Corp Root CA, until Nov 22 10:00:00 2030 GMT.',
      ],
    }),
  };
}
