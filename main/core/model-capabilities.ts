/** What a model is known to do, or not to. An absent member is not known. */
export interface ModelCapabilities {
  readonly tools?: boolean;
  readonly images?: boolean;
  readonly documents?: boolean;
  /** It can be seen to think. */
  readonly reasoning?: boolean;
}

/** True unless the model is known not to: lists that must say yes or no say yes, and a request finds out. */
export function modelCan(
  { capabilities }: { readonly capabilities?: ModelCapabilities },
  capability: keyof ModelCapabilities,
): boolean {
  return capabilities?.[capability] !== false;
}
