import { AppError } from '../../core/app-error.ts';
import type { Provider } from '../../core/provider.ts';
import { runtimeOptions } from '../../dialects/bedrock-converse/runtime-options.ts';

/** The same provider, which does not answer what a guardrail of Bedrock was asked to watch: only Bedrock can apply it. */
export function refuseGuardrails(provider: Provider): Provider {
  return {
    ...provider,
    async send(request, model, cancellation) {
      const { guardrail } = runtimeOptions(request);
      if (guardrail === undefined) return provider.send(request, model, cancellation);
      throw new AppError({
        code: 'unsupported',
        param: 'guardrailConfig',
        message: `The guardrail "${guardrail.identifier}" is Bedrock's, and ${provider.id} cannot apply it. Ask for a model of a Bedrock provider, or leave the guardrail out.`,
      });
    },
  };
}
