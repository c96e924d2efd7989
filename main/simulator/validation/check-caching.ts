import { promptSegments } from '../model/prompt-segments.ts';
import type { ModelRequest } from './model-request.ts';

const MOST_BREAKPOINTS = 4;

/** At most four breakpoints, and no long-lived one after a short-lived one. */
export function checkCaching({ body }: ModelRequest): string | undefined {
  const points = promptSegments(body).filter((segment) => segment.ttl !== undefined);
  if (points.length > MOST_BREAKPOINTS) {
    return `A maximum of ${MOST_BREAKPOINTS} blocks with cache_control may be provided. Found ${points.length}.`;
  }
  const firstShort = points.findIndex((segment) => segment.ttl === '5m');
  const late = points.find((segment, index) => firstShort >= 0 && index > firstShort && segment.ttl === '1h');
  return late === undefined
    ? undefined
    : `${late.path}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: \`tools\`, \`system\`, \`messages\`.`;
}
