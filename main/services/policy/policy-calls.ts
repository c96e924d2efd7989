import { CallFailure, notFound } from '../call-failure.ts';
import type { EngineControl } from '../engine-control.ts';
import type { Implementations } from '../implementations.ts';
import { EXTRA_STATEMENTS } from './extra-statements.ts';
import { invokeStatements } from './invoke-statements.ts';
import { policyTargets } from './policy-targets.ts';

/** A policy that allows what these providers and models need, and nothing else. */
export function createPolicyCalls(engine: Pick<EngineControl, 'bedrock'>): Implementations<'policy.make'> {
  return {
    async 'policy.make'({ providers, models, extras, account }) {
      const targets = await Promise.all(providers.map((id) => policyTargets(providerOf(engine, id), models)));
      const statements = [
        ...invokeStatements(targets.flat(), account ?? '*'),
        ...extras.map((extra) => EXTRA_STATEMENTS[extra]),
      ];
      if (statements.length === 0) {
        throw new CallFailure(
          'invalid_input',
          'None of these providers offers any of these models.',
          'models',
        );
      }
      return { json: JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2) };
    },
  };
}

function providerOf(engine: Pick<EngineControl, 'bedrock'>, id: string) {
  const provider = engine.bedrock(id);
  if (provider === undefined) throw notFound(`The Bedrock provider ${id}`);
  return provider;
}
