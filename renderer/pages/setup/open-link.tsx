import { ExternalLink } from 'lucide-react';
import { Button, type ButtonLook, buttonClass } from '../../components/control/button.tsx';
import { useTransport } from '../../state/transport-context.ts';
import { useAct } from '../../state/use-act.ts';

interface OpenLinkProps {
  readonly url: string;
  readonly label: string;
  readonly look?: ButtonLook;
}

/** Opens a page in the user's browser: the desktop asks the system, the dashboard is in one already. */
export function OpenLink({ url, label, look = 'primary' }: OpenLinkProps) {
  const transport = useTransport();
  const open = useAct('shell.openUrl');
  const icon = <ExternalLink size={14} aria-hidden />;
  if (transport.kind === 'http') {
    return (
      <a href={url} target="_blank" rel="noreferrer" className={buttonClass(look)}>
        {icon}
        {label}
      </a>
    );
  }
  return (
    <Button look={look} icon={icon} onClick={() => open.mutate({ url })}>
      {label}
    </Button>
  );
}
