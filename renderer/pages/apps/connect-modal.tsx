import { useMemo } from 'react';
import type { AppDiff, ConnectedApp } from '../../../contract/connected-app.ts';
import { Button } from '../../components/control/button.tsx';
import { diffLines } from '../../components/diff/diff-lines.ts';
import { DiffPane } from '../../components/diff/diff-pane.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { Modal } from '../../components/layout/modal.tsx';
import { ModalActions } from '../../components/layout/modal-actions.tsx';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';

interface ConnectModalProps {
  readonly app: ConnectedApp;
  readonly onClose: () => void;
}

/** The diff first. Nothing is written before the button is pressed. */
export function ConnectModal({ app, onClose }: ConnectModalProps) {
  const preview = useCall('apps.preview', { id: app.id });
  const connect = useAct('apps.connect', {
    refresh: ['apps.list'],
    done: `${app.name} is connected. Start it again if it is running.`,
  });
  return (
    <Modal
      title={`Connect ${app.name}`}
      lead="This is what changes. Undo restores exactly these keys, and leaves what you changed since."
      wide
      onClose={onClose}
    >
      <QueryView query={preview} loading="Reading its settings">
        {(diff) => <Preview diff={diff} />}
      </QueryView>
      <ModalActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          disabled={preview.data === undefined}
          busy={connect.isPending}
          onClick={() => connect.mutate({ id: app.id }, { onSuccess: onClose })}
        >
          Connect
        </Button>
      </ModalActions>
    </Modal>
  );
}

function Preview({ diff }: { readonly diff: AppDiff }) {
  const { before, after } = useMemo(() => diffLines(diff.before, diff.after), [diff]);
  return (
    <div className="flex flex-col gap-3">
      <code className="font-mono text-xs text-muted wrap-anywhere">{diff.file}</code>
      <div className="grid grid-cols-1 gap-3 min-[52rem]:grid-cols-2">
        <DiffPane title="Now" lines={before} />
        <DiffPane title="Afterwards" lines={after} />
      </div>
      <p className="text-xs text-muted">
        {diff.keys.length === 1 ? 'One key changes' : `${diff.keys.length} keys change`}:{' '}
        {diff.keys.map(({ key }) => key).join(', ')}
      </p>
      {diff.notes?.map((note) => (
        <p key={note} className="text-xs text-muted">
          {note}
        </p>
      ))}
    </div>
  );
}
