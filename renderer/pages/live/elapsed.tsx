import { formatElapsed } from '../../components/format/format-time.ts';
import { useNow } from '../../state/use-now.ts';

export function Elapsed({ since }: { readonly since: number }) {
  return formatElapsed(useNow() - since);
}
