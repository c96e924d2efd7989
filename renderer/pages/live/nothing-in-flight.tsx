import { useCall } from '../../state/use-call.ts';

/** Quiet: one line. */
export function NothingInFlight() {
  const status = useCall('status.get', {});
  const url = status.data?.baseUrl;
  return (
    <section
      aria-label="Requests in flight"
      className="rounded-lg border border-line bg-surface px-4 py-3 text-muted"
    >
      Nothing in flight.{' '}
      {url === undefined ? (
        'Routing is stopped.'
      ) : (
        <>
          Apps reach kRouter at <code className="font-mono text-xs text-ink">{url}</code>.
        </>
      )}
    </section>
  );
}
