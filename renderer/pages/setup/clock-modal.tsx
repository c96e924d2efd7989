import { Button } from '../../components/control/button.tsx';
import { Facts } from '../../components/layout/facts.tsx';
import { Modal } from '../../components/layout/modal.tsx';
import { ModalActions } from '../../components/layout/modal-actions.tsx';

interface ClockModalProps {
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/** How automatic time is turned on. No system lets another program's page do it. */
export function ClockModal({ onRetry, onClose }: ClockModalProps) {
  return (
    <Modal
      title="Set the clock"
      lead="Automatic time keeps it right. After that, check again."
      onClose={onClose}
    >
      <Facts facts={SYSTEMS} />
      <ModalActions>
        <Button onClick={onClose}>Close</Button>
        <Button
          look="primary"
          onClick={() => {
            onClose();
            onRetry();
          }}
        >
          Check again
        </Button>
      </ModalActions>
    </Modal>
  );
}

const SYSTEMS = [
  ['Windows', 'Settings, Time & language, Date & time, Set time automatically'],
  ['macOS', 'System Settings, General, Date & Time, Set time and date automatically'],
  [
    'Linux',
    <>
      Date and time in the system settings, or{' '}
      <code key="command" className="font-mono text-xs">
        timedatectl set-ntp true
      </code>
    </>,
  ],
  ['Virtual machine', 'Restart it, or let it take the time from its host'],
] as const;
