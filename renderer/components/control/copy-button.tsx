import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { raiseToast } from '../../state/toasts.ts';
import { Button, type ButtonLook } from './button.tsx';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for the button's name: `Copy policy`. */
  readonly label: string;
  readonly look?: ButtonLook;
}

const SHOWN_MS = 2_000;

/** Copies, and says so on the button itself. */
export function CopyButton({ text, label, look = 'plain' }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () =>
        raiseToast({ level: 'error', text: 'The clipboard refused the text. Select it and copy by hand.' }),
    );
  };
  return (
    <Button
      look={look}
      onClick={copy}
      icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
    >
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  );
}
