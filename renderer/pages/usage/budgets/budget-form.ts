import { z } from 'zod';
import {
  type BudgetConfig,
  type BudgetScope,
  budgetPeriodSchema,
  budgetSchema,
} from '../../../../contract/budget.ts';

const KINDS = ['all', 'provider', 'app', 'model'] as const;

/** A budget as its form has it: the parts of the limit are one line of percents. */
const fieldsSchema = z.strictObject({
  id: budgetSchema.shape.id,
  limitUsd: z.number({ error: 'A number of dollars.' }).pipe(budgetSchema.shape.limitUsd),
  period: budgetPeriodSchema,
  kind: z.enum(KINDS),
  name: z.string().trim().max(256),
  alerts: z.string().refine((text) => areAlerts(text), 'Percents of the limit, such as 50, 80, 100.'),
  stop: z.boolean(),
});

export type BudgetFields = z.input<typeof fieldsSchema>;

/** @param taken names that a new budget cannot have */
export function budgetFormSchema(taken: readonly string[]) {
  return fieldsSchema
    .refine(({ id }) => !taken.includes(id), {
      path: ['id'],
      error: 'This name is taken.',
      when: always,
    })
    .refine(({ kind, name }) => kind === 'all' || name !== '', {
      path: ['name'],
      error: 'Say which one it counts.',
      when: always,
    });
}

/** Every fault is shown at once, not one field's after another's. */
const always = (): boolean => true;

/** What the form begins with. */
export function fieldsOf(budget?: BudgetConfig): Partial<BudgetFields> {
  const { id = '', limitUsd, period = 'month', scope = { kind: 'all' }, stop = false } = budget ?? {};
  const alertAt = budget?.alertAt ?? [0.5, 0.8, 1];
  return {
    id,
    limitUsd,
    period,
    kind: scope.kind,
    name: scope.kind === 'all' ? '' : scope.name,
    alerts: alertAt.map((part) => Math.round(part * 1_000) / 10).join(', '),
    stop,
  };
}

export function toBudget({ id, limitUsd, period, kind, name, alerts, stop }: BudgetFields): BudgetConfig {
  return { id, limitUsd, period, scope: toScope(kind, name.trim()), alertAt: alertsOf(alerts), stop };
}

function toScope(kind: BudgetScope['kind'], name: string): BudgetScope {
  return kind === 'all' ? { kind } : { kind, name };
}

/** `50, 80 100%` as parts of one, each once, rising. */
function alertsOf(text: string): number[] {
  const percents = text.split(/[\s,;%]+/).filter((word) => word !== '');
  return [...new Set(percents.map((word) => Math.round(Number(word) * 10) / 1_000))].sort((a, b) => a - b);
}

function areAlerts(text: string): boolean {
  return budgetSchema.shape.alertAt.safeParse(alertsOf(text)).success;
}
