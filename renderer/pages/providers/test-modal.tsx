import type { ProviderConfig } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { Modal } from '../../components/layout/modal.tsx';
import { ModalActions } from '../../components/layout/modal-actions.tsx';
import { CheckCard } from '../setup/check-card.tsx';
import { useCheckRun } from '../setup/use-check-run.ts';

interface TestModalProps {
  readonly config: ProviderConfig;
  /** Opens the provider's form in the place of this. */
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** The wizard's live checks, for a provider that is in use. */
export function TestModal({ config, onEdit, onClose }: TestModalProps) {
  const check = useCheckRun(config, undefined);
  return (
    <Modal
      title={`Check ${config.id}`}
      lead="Each step is real. The last one asks for one word and costs a few tokens."
      wide
      onClose={onClose}
    >
      <CheckCard provider={config} check={check} onEdit={onEdit} />
      <ModalActions>
        <Button onClick={onClose}>Close</Button>
      </ModalActions>
    </Modal>
  );
}
