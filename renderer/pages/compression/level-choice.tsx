import { Segmented } from '../../components/control/segmented.tsx';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';

const LEVELS = [
  { value: 'off', label: 'Off' },
  { value: 'lossless', label: 'Lossless' },
  { value: 'compact', label: 'Compact' },
] as const;

const EXPLANATIONS = {
  off: 'Tool output goes out as the app sent it.',
  lossless: 'Repeats and padding are folded. Every fact stays in the text.',
  compact: 'Long output is also cut to what matters, and says what was left out.',
} as const;

export function LevelChoice() {
  const { data: settings } = useCall('settings.get', {});
  const save = useAct('settings.save', { refresh: ['settings.get'] });
  if (settings === undefined) return null;
  const level = save.variables?.compression ?? settings.compression;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented
        label="Compression"
        options={LEVELS}
        value={level}
        onChange={(compression) => save.mutate({ compression })}
      />
      <p className="text-muted">{EXPLANATIONS[level]}</p>
    </div>
  );
}
