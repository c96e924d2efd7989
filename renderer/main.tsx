import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { setConnection } from './state/connection.ts';
import { openTransport } from './transport/open-transport.ts';
import './styles.css';

// The page's policy forbids generated code, which zod would otherwise try first.
z.config({ jitless: true });

const root = document.getElementById('root');
if (root !== null) {
  const entry = await openTransport(setConnection);
  createRoot(root).render(<App entry={entry} />);
}
