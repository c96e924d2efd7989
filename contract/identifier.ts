import { z } from 'zod';

/** The user's own name for a provider, a combo or a budget: safe in addresses, headers and labels. */
export const identifierSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'use letters, digits, dot, dash and underscore, at most 64');
