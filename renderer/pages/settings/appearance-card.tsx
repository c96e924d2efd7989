import { Segmented } from '../../components/control/segmented.tsx';
import { Card } from '../../components/layout/card.tsx';
import { chooseTheme, useTheme } from '../../state/theme.ts';

const THEME_OPTIONS = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

export function AppearanceCard() {
  const theme = useTheme((state) => state.theme);
  return (
    <Card title="Appearance" lead="Motion follows the system's own setting.">
      <Segmented label="Theme" options={THEME_OPTIONS} value={theme} onChange={chooseTheme} />
    </Card>
  );
}
