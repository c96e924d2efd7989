/** A foundation model as one region lists it. */
export interface CatalogueModel {
  /** `anthropic.claude-sonnet-4-5-20250929-v1:0` */
  readonly id: string;
  /** AWS's own name of it, e.g. `Nova Pro`. */
  readonly name?: string;
  /** Callable by its own id, without a profile. */
  readonly onDemand: boolean;
  readonly legacy: boolean;
  /** ISO date after which AWS refuses it. */
  readonly endOfLife?: string;
}

/** An inference profile as one region lists it. */
export interface CatalogueProfile {
  /** `us.anthropic.claude-sonnet-4-6`; for an application profile its ARN, which alone can be called. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'system' | 'application';
  /** Foundation models behind it, without duplicates. */
  readonly modelIds: readonly string[];
  /** Where it may run; `''` stands for anywhere. */
  readonly regions: readonly string[];
}

/** What a region offers of Claude, and of other models that ConverseStream takes. */
export interface Catalogue {
  readonly models: readonly CatalogueModel[];
  readonly profiles: readonly CatalogueProfile[];
  /** False when AWS would not list the models and a built-in table stands in. */
  readonly modelsListed: boolean;
  /** False when AWS would not list the profiles and a built-in table stands in. */
  readonly profilesListed: boolean;
}
