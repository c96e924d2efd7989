import { create } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'krouter.theme';
const darkScheme = matchMedia('(prefers-color-scheme: dark)');

interface ThemeState {
  readonly theme: Theme;
  /** What is painted. */
  readonly painted: 'light' | 'dark';
}

/** The chosen theme and the painted one. `public/theme.js` does the same before the first paint. */
export const useTheme = create<ThemeState>(() => {
  const theme = savedTheme();
  return { theme, painted: paintedFor(theme) };
});

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  paint(theme);
}

darkScheme.addEventListener('change', () => paint(useTheme.getState().theme));

function paint(theme: Theme): void {
  const painted = paintedFor(theme);
  document.documentElement.dataset['theme'] = painted;
  useTheme.setState({ theme, painted });
}

function savedTheme(): Theme {
  const saved = localStorage.getItem(KEY);
  return saved === 'light' || saved === 'dark' ? saved : 'system';
}

function paintedFor(theme: Theme): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return darkScheme.matches ? 'dark' : 'light';
}
