import { Button } from '../control/button.tsx';
import { Modal } from './modal.tsx';
import { ModalActions } from './modal-actions.tsx';

interface ConfirmModalProps {
  readonly title: string;
  /** What follows from it. */
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function ConfirmModal({ title, text, action, onConfirm, onClose }: ConfirmModalProps) {
  return (
    <Modal title={title} lead={text} onClose={onClose}>
      <ModalActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="danger"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {action}
        </Button>
      </ModalActions>
    </Modal>
  );
}
