import { type FormEvent, useState } from 'react';
import { exchangeToken, readOneTimeToken } from '../../transport/session.ts';
import { Button } from '../control/button.tsx';
import { TextField } from '../control/text-field.tsx';
import { Brand } from './brand.tsx';

/** A browser tab without a session: how to get in. Holds no data. */
export function LockedScreen({ used }: { readonly used: boolean }) {
  const [link, setLink] = useState('');
  const [error, setError] = useState(used ? USED : undefined);
  const open = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const token = readOneTimeToken(link);
    if (token === undefined) setError('That is not a dashboard link. It ends with #token= and a code.');
    else if (await exchangeToken(token)) location.reload();
    else setError(USED);
  };
  return (
    <main className="flex h-full items-center justify-center p-6">
      <div className="flex w-full max-w-md flex-col gap-4 rounded-lg border border-line bg-surface p-6">
        <Brand />
        <div>
          <h1 className="text-lg font-semibold">This tab is not signed in</h1>
          <p className="text-muted">
            Open the dashboard from the tray menu, or with the link that <code>krouter serve</code> prints.
            Each link works once.
          </p>
        </div>
        <form onSubmit={(event) => void open(event)} className="flex flex-col gap-3">
          <TextField
            label="Dashboard link"
            placeholder="http://127.0.0.1:20128/dashboard#token=…"
            value={link}
            error={error}
            onChange={(event) => setLink(event.target.value)}
          />
          <Button look="primary" type="submit">
            Open
          </Button>
        </form>
      </div>
    </main>
  );
}

const USED = 'This link was used before or has expired. Ask for a new one.';
