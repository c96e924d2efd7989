/** An ordered list of models under one name. */
export interface ComboSpec {
  readonly id: string;
  /** `<provider>/<model>`, `bedrock/<model>`, a bare model or another combo; tried in this order. */
  readonly models: readonly string[];
  /** Nothing outside this geography is ever tried. */
  readonly residency?: string;
}
