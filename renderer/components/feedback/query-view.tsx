import type { UseQueryResult } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CallFailure } from '../../state/call-failure.ts';
import { Button } from '../control/button.tsx';
import { Notice } from './notice.tsx';
import { Skeleton } from './skeleton.tsx';

interface QueryViewProps<Data> {
  readonly query: UseQueryResult<Data, CallFailure>;
  /** What is being loaded: `Loading regions`. */
  readonly loading: string;
  readonly children: (data: Data) => ReactNode;
}

/** Loading, failed or there. A failed repeat keeps what was there before and says so above it. */
export function QueryView<Data>({ query, loading, children }: QueryViewProps<Data>) {
  if (query.isPending) return <Skeleton label={loading} />;
  if (query.isSuccess) return children(query.data);
  const failure = (
    <Notice
      tone="bad"
      title="This could not be loaded."
      actions={
        <Button
          icon={<RotateCw size={14} aria-hidden />}
          busy={query.isFetching}
          onClick={() => void query.refetch()}
        >
          Try again
        </Button>
      }
    >
      <p role="alert">{query.error.message}</p>
    </Notice>
  );
  if (query.data === undefined) return <div className="p-4">{failure}</div>;
  return (
    <>
      {failure}
      {children(query.data)}
    </>
  );
}
