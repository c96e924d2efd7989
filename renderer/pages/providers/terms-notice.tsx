import { SwitchField } from '../../components/control/switch-field.tsx';
import { Notice } from '../../components/feedback/notice.tsx';

interface TermsNoticeProps {
  readonly terms: string;
  readonly accepted: boolean;
  readonly onChange: (accepted: boolean) => void;
}

/** What the user must have read before a provider is added whose vendor offers no such access. */
export function TermsNotice({ terms, accepted, onChange }: TermsNoticeProps) {
  return (
    <Notice tone="warn" title="Not an official access">
      <p className="pb-2">{terms}</p>
      <SwitchField label="I have read this and may use it" checked={accepted} onChange={onChange} />
    </Notice>
  );
}
