import type { RequestFilter } from '../../../contract/request-row.ts';
import { saveFile } from '../../state/save-file.ts';
import { raiseToast } from '../../state/toasts.ts';
import { useAct } from '../../state/use-act.ts';

const TYPES = { csv: 'text/csv', json: 'application/json' } as const;

/** Saves the filtered requests as a file. */
export function useExport(filter: RequestFilter) {
  const act = useAct('requests.export');
  const save = (format: 'csv' | 'json'): void => {
    act.mutate(
      { filter, format },
      {
        onSuccess: ({ text, truncated }) => {
          saveFile(
            `krouter-requests-${new Date().toISOString().slice(0, 10)}.${format}`,
            TYPES[format],
            text,
          );
          if (truncated) {
            raiseToast({
              level: 'warning',
              text: 'Only the newest requests fit the file. Narrow the period for the rest.',
            });
          }
        },
      },
    );
  };
  return { save, busy: act.isPending };
}
