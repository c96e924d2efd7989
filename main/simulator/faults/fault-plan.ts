import type { Fault } from './fault.ts';

/** The faults of one region and which requests they still hit. */
export interface FaultPlan {
  set(faults: readonly Fault[]): void;
  /** The fault for the next request of this kind, counted as used. */
  take(on: 'runtime' | 'control'): Fault | undefined;
  /** The first fault of a kind that lasts, without using it up. */
  standing<K extends Fault['kind']>(kind: K): Extract<Fault, { kind: K }> | undefined;
}

interface Planned {
  readonly fault: Fault;
  seen: number;
  used: number;
}

/** Makes an empty plan. */
export function createFaultPlan(): FaultPlan {
  let planned: Planned[] = [];
  return {
    set(faults) {
      planned = faults.map((fault) => ({ fault, seen: 0, used: 0 }));
    },
    take(on) {
      const hits = planned.filter((entry) => isFor(entry.fault, on)).filter(countAndTest);
      const [first] = hits;
      if (first) first.used++;
      return first?.fault;
    },
    standing(kind) {
      return planned.map(({ fault }) => fault).find((fault) => isKind(fault, kind));
    },
  };
}

function isFor(fault: Fault, on: 'runtime' | 'control'): boolean {
  // These are conditions of the whole region, not of one request.
  if (fault.kind === 'clock-skew' || fault.kind === 'refuse' || fault.kind === 'availability') return false;
  const scope = fault.on ?? 'runtime';
  return scope === 'all' || scope === on;
}

function countAndTest(entry: Planned): boolean {
  entry.seen++;
  const { times, nth } = entry.fault;
  if (nth !== undefined && entry.seen !== nth) return false;
  return times === undefined || entry.used < times;
}

function isKind<K extends Fault['kind']>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}
