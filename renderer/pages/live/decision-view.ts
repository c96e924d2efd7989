import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);

const candidateSchema = z.object({
  target: z.string(),
  score: number,
  speed: number,
  success: number,
  headroom: number,
  standing: text,
  why: text,
});

const attemptSchema = z.object({
  target: z.string(),
  startedAfterMs: number,
  tookMs: number,
  error: z
    .object({
      code: text,
      message: text,
      upstream: z.object({ status: number, name: text }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** The decision record as far as this page knows it. Records of other versions show what can be read of them. */
const decisionSchema = z.object({
  lead: text,
  affinity: z.object({ state: text, target: text, why: text }).optional().catch(undefined),
  candidates: z.array(candidateSchema).catch([]),
  excluded: z.array(z.object({ target: z.string(), reason: z.string() })).catch([]),
  attempts: z.array(attemptSchema).catch([]),
  chosen: text,
});

export type DecisionView = z.infer<typeof decisionSchema>;

/** Undefined when there is no record. */
export function readDecision(record: unknown): DecisionView | undefined {
  const decision = decisionSchema.safeParse(record);
  return decision.success ? decision.data : undefined;
}

const LEADS: Readonly<Record<string, string>> = {
  best: 'It had the best score of the targets that were ready.',
  cache: "The conversation's prompt cache is there.",
  probe: 'One request was to find out whether a failed target is back.',
  explore: 'Nothing had been heard of it for long, so one request looked.',
  none: 'Nothing was sent: no target was open to this request.',
  'last-resort': 'No target was ready, so the last one was tried all the same.',
};

/** Why the first target was first. */
export function leadSentence({ lead, affinity }: DecisionView): string {
  const left =
    affinity?.state === 'left' && affinity.why !== undefined ? ` It left its cache: ${affinity.why}.` : '';
  return `${LEADS[lead ?? ''] ?? 'The record gives no reason.'}${left}`;
}

interface Exclusion {
  readonly targets: readonly string[];
  /** A sentence. */
  readonly reason: string;
}

/** The targets that were not open to the request, together where they share the reason. */
export function excludedByReason({ excluded }: DecisionView): readonly Exclusion[] {
  const byReason = new Map<string, readonly string[]>();
  for (const { target, reason } of excluded) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), target]);
  }
  return [...byReason].map(([reason, targets]) => ({
    targets,
    reason: /[.!?]$/.test(reason) ? reason : `${reason}.`,
  }));
}
