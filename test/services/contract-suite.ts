import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallName, calls } from '../../contract/calls.ts';
import type { Transport } from '../../contract/transport.ts';
import { describeBudgetCalls } from './contract/budget-suite.ts';
import { describeCheckCalls } from './contract/check-suite.ts';
import { describeDesktopCalls } from './contract/desktop-suite.ts';
import { describeEvents } from './contract/event-suite.ts';
import { describeKeyCalls } from './contract/key-suite.ts';
import { describeListCalls } from './contract/list-suite.ts';
import { describeReportCalls } from './contract/report-suite.ts';
import { describeSettingCalls } from './contract/setting-suite.ts';
import { describeSignInCalls } from './contract/sign-in-suite.ts';
import type { Stage } from './contract/stage.ts';
import { describeWizardCalls } from './contract/wizard-suite.ts';

export interface SuiteOptions {
  readonly transport: Transport['kind'];
  /** For the report, where the kind does not say enough. */
  readonly name?: string;
  /** Starts a kRouter and a transport to it. Its answers and events must fit their schemas, or it throws. */
  open(): Promise<Stage>;
  close(): Promise<void>;
}

/** The contract, call by call, over any transport: real engine, real files, simulated regions. */
export function describeContract({ transport: kind, name = kind, open: start, close }: SuiteOptions): void {
  describe(`the dashboard's contract over ${name}`, () => {
    const called = new Set<CallName>();
    const stages: Stage[] = [];
    const open = (): Stage => {
      const [stage] = stages;
      if (stage === undefined) throw new Error('the stage is not set');
      return stage;
    };

    beforeAll(async () => {
      const { transport, ...stage } = await start();
      stages.push({ ...stage, transport: noting(transport, called) });
    });
    afterAll(close);

    describeSettingCalls(open);
    describeListCalls(open);
    describeKeyCalls(open);
    describeReportCalls(open);
    describeBudgetCalls(open);
    describeCheckCalls(open);
    describeWizardCalls(open);
    describeSignInCalls(open);
    describeEvents(open);
    describeDesktopCalls(open, kind);

    it('has tried every call that this transport may make', () => {
      const names = Object.keys(calls).filter((name) => isOpenTo(kind, name));
      expect([...called].sort()).toEqual(expect.arrayContaining(names.sort()));
    });
  });
}

function isOpenTo(kind: Transport['kind'], name: string): boolean {
  return (
    kind === 'ipc' || Object.entries(calls).some(([known, { access }]) => known === name && access === 'any')
  );
}

function noting(transport: Transport, called: Set<CallName>): Transport {
  return {
    kind: transport.kind,
    call(name, input) {
      called.add(name);
      return transport.call(name, input);
    },
    subscribe: (listener) => transport.subscribe(listener),
  };
}
