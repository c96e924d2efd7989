import { useId, useState } from 'react';
import type { AwsCredentialsConfig } from '../../../contract/config.ts';
import type { PastedCredentials } from '../../../contract/wizard.ts';
import { Button } from '../../components/control/button.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { formatExact } from '../../components/format/format-time.ts';
import { useSecretAct } from '../../state/use-secret-act.ts';
import { KeychainNotice } from './keychain-notice.tsx';
import { suggestRegion } from './plan-region.ts';
import { holdPasted } from './setup-state.ts';

interface PasteBoxProps {
  readonly onUse: (credentials: AwsCredentialsConfig | undefined) => void;
}

/** One box for every form of keys. The text goes to the engine, which answers with a handle; the box is emptied. */
export function PasteBox({ onUse }: PasteBoxProps) {
  const id = useId();
  const [text, setText] = useState('');
  const paste = useSecretAct('wizard.paste');
  const read = async (): Promise<void> => {
    const found = await paste.send({ text });
    if (!found.ok) return;
    const { handle, region } = found.value;
    setText('');
    holdPasted(handle);
    onUse(handle === undefined ? undefined : { source: 'keychain' });
    if (handle !== undefined && region !== undefined) suggestRegion(region);
  };
  return (
    <div className="flex flex-col gap-2">
      <KeychainNotice />
      <label htmlFor={id} className="sr-only">
        Keys
      </label>
      <textarea
        id={id}
        rows={4}
        value={text}
        spellCheck={false}
        autoComplete="off"
        placeholder={'export AWS_ACCESS_KEY_ID=…\nexport AWS_SECRET_ACCESS_KEY=…'}
        onChange={(event) => setText(event.target.value)}
        className="w-full rounded-md border border-edge bg-surface px-2.5 py-1.5 font-mono text-xs"
      />
      <div>
        <Button busy={paste.isPending} disabled={text.trim() === ''} onClick={() => void read()}>
          Read
        </Button>
      </div>
      <div aria-live="polite">
        {paste.data !== undefined && <Found pasted={paste.data} />}
        {paste.error !== undefined && (
          <Notice tone="bad">
            <p>{paste.error.message}</p>
          </Notice>
        )}
      </div>
    </div>
  );
}

const KINDS: Record<PastedCredentials['kind'], string> = {
  'access-key': 'A long-lived access key',
  session: 'A session with a token',
  'api-key': 'A Bedrock API key',
  'anthropic-key': "A key for Anthropic's own API",
  nothing: 'No keys were found',
};

function Found({
  pasted: { kind, keyEnding, region, expiresAt, problem, handle },
}: {
  readonly pasted: PastedCredentials;
}) {
  return (
    <Notice tone={handle === undefined ? 'bad' : 'ok'}>
      <p>
        {KINDS[kind]}
        {keyEnding === undefined ? '' : ` ending in ${keyEnding}`}
        {region === undefined ? '' : `, for ${region}`}
        {expiresAt === undefined ? '' : `, until ${formatExact(expiresAt)}`}.
      </p>
      {problem !== undefined && <p>{problem}</p>}
    </Notice>
  );
}
