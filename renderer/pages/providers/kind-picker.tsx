import { type DirectProviderType, PROVIDER_KINDS } from '../../../contract/provider-kinds.ts';
import { Modal } from '../../components/layout/modal.tsx';

interface KindPickerProps {
  readonly onPick: (type: DirectProviderType) => void;
  readonly onClose: () => void;
}

/** The kinds of providers to choose from, the official ones first. */
export function KindPicker({ onPick, onClose }: KindPickerProps) {
  return (
    <Modal title="Add a provider" lead="Who is to be called beside Bedrock." onClose={onClose}>
      <ul className="flex flex-col gap-1">
        {sortedTypes().map((type) => (
          <li key={type}>
            <button
              type="button"
              onClick={() => onPick(type)}
              className="w-full rounded-md border border-line px-3 py-2 text-left hover:bg-sunken"
            >
              <span className="block font-medium">{PROVIDER_KINDS[type].label}</span>
              <span className="block text-muted">{PROVIDER_KINDS[type].lead}</span>
              {PROVIDER_KINDS[type].terms !== undefined && (
                <span className="block text-xs text-muted">
                  Not an official access: it has terms to read.
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function sortedTypes(): readonly DirectProviderType[] {
  const types = Object.keys(PROVIDER_KINDS).filter(isKind);
  const isOfficial = (type: DirectProviderType) => PROVIDER_KINDS[type].terms === undefined;
  return [...types.filter(isOfficial), ...types.filter((type) => !isOfficial(type))];
}

function isKind(type: string): type is DirectProviderType {
  return Object.hasOwn(PROVIDER_KINDS, type);
}
