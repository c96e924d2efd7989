import type { AppStatus } from '../../../contract/app-status.ts';
import { Notice } from '../../components/feedback/notice.tsx';
import { useCall } from '../../state/use-call.ts';

const NOTHING_KEPT =
  'Keys stay in memory and are gone when kRouter stops; nothing is written to a file. Profiles and SSO need no keychain.';

const WORDS: Record<AppStatus['keychain'], { readonly title: string; readonly text: string } | undefined> = {
  available: undefined,
  missing: { title: 'This machine has no keychain.', text: NOTHING_KEPT },
  headless: { title: 'kRouter was started as a command, without a keychain.', text: NOTHING_KEPT },
  locked: {
    title: 'The keychain is locked.',
    text: 'Unlock it before you save, or the keys cannot be kept.',
  },
  hung: {
    title: 'The keychain does not answer.',
    text: 'Most likely its password prompt is open somewhere. Answer it before you save.',
  },
};

/** What becomes of a key where the system's keychain does not take it. */
export function KeychainNotice() {
  const { data: status } = useCall('status.get', {});
  const words = status && WORDS[status.keychain];
  if (words === undefined) return null;
  return (
    <Notice tone="warn" title={words.title}>
      <p>{words.text}</p>
    </Notice>
  );
}
