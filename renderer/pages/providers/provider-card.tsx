import { ArrowDown, ArrowUp, FlaskConical, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ProviderView } from '../../../contract/provider-view.ts';
import { Button } from '../../components/control/button.tsx';
import { IconButton } from '../../components/control/icon-button.tsx';
import { CUT_TITLE } from '../../components/cut-title.ts';
import { StateLabel } from '../../components/feedback/state-mark.tsx';
import { ConfirmModal } from '../../components/layout/confirm-modal.tsx';
import { useAct } from '../../state/use-act.ts';
import { BedrockModal } from './bedrock-modal.tsx';
import { DirectModal } from './direct-modal.tsx';
import { CREDENTIAL_STATES, describeProvider } from './provider-words.ts';
import { TestModal } from './test-modal.tsx';

interface ProviderCardProps {
  readonly provider: ProviderView;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (step: 1 | -1) => void;
}

type Dialog = 'edit' | 'remove' | 'test';

export function ProviderCard({ provider, first, last, onMove }: ProviderCardProps) {
  const { config, credentials } = provider;
  const [dialog, setDialog] = useState<Dialog>();
  const close = (): void => setDialog(undefined);
  return (
    <article
      aria-label={config.id}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 rounded-lg border border-line bg-surface py-2.5 pr-2 pl-4 min-[72rem]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
    >
      <div className="min-w-0">
        <h2 {...CUT_TITLE} className="truncate text-base font-semibold">
          {config.id}
        </h2>
        <p className="text-muted">{describeProvider(config)}</p>
      </div>
      <div className="order-3 col-span-2 min-w-0 min-[72rem]:order-none min-[72rem]:col-span-1">
        <StateLabel {...CREDENTIAL_STATES[credentials.state]} className="font-medium" />
        <p className="text-muted">{credentials.detail}</p>
      </div>
      <div className="flex items-center">
        <Button look="quiet" icon={<FlaskConical size={14} aria-hidden />} onClick={() => setDialog('test')}>
          Check
        </Button>
        <IconButton
          label={`Edit ${config.id}`}
          icon={<Pencil size={14} aria-hidden />}
          onClick={() => setDialog('edit')}
        />
        <IconButton
          label={`Move ${config.id} up`}
          icon={<ArrowUp size={14} aria-hidden />}
          disabled={first}
          onClick={() => onMove(-1)}
        />
        <IconButton
          label={`Move ${config.id} down`}
          icon={<ArrowDown size={14} aria-hidden />}
          disabled={last}
          onClick={() => onMove(1)}
        />
        <IconButton
          label={`Remove ${config.id}`}
          icon={<Trash2 size={14} aria-hidden />}
          onClick={() => setDialog('remove')}
        />
      </div>
      {dialog === 'edit' && config.type === 'bedrock' && <BedrockModal config={config} onClose={close} />}
      {dialog === 'edit' && config.type !== 'bedrock' && (
        <DirectModal type={config.type} config={config} onClose={close} />
      )}
      {dialog === 'test' && <TestModal config={config} onEdit={() => setDialog('edit')} onClose={close} />}
      {dialog === 'remove' && <RemoveProvider id={config.id} onClose={close} />}
    </article>
  );
}

function RemoveProvider({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const remove = useAct('providers.remove', {
    refresh: ['providers.list', 'models.list', 'regions.list'],
    done: `Removed ${id}.`,
  });
  return (
    <ConfirmModal
      title={`Remove ${id}`}
      text="Its settings and the keys that kRouter keeps for it are deleted. Requests go elsewhere from then on."
      action="Remove"
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
    />
  );
}
