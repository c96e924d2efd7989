import type { AccessKey } from './simulator-options.ts';

/** Keys for a simulator on this machine. They are AWS's own documentation examples and open nothing at AWS. */
export const demoCredentials: AccessKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** A made-up long-term API key for a simulator on this machine. */
export const demoBearerKey = 'ABSKa1JvdXRlckRlbW86bm90LWEtcmVhbC1rZXk=';
