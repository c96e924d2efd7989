import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AppError } from '../../core/app-error.ts';
import type { CaFacts } from '../ports/ca-reader.ts';

/** A file of certificate authorities that was understood. */
export interface CaFile {
  /** One PEM block each. */
  readonly certificates: readonly string[];
  readonly facts: readonly CaFacts[];
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Reads a PEM file. @throws AppError invalid_request that says what is wrong with it */
export function readCaFile(path: string, now = Date.now()): CaFile {
  const certificates = readText(path).match(PEM) ?? [];
  if (certificates.length === 0) {
    throw caError(
      `${path} holds no PEM certificate ("-----BEGIN CERTIFICATE-----"). A .der or .cer file has to be converted first: openssl x509 -inform der -in FILE -out ca.pem.`,
    );
  }
  return { certificates, facts: certificates.map((pem) => factsOf(pem, path, now)) };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw caError(`The file ${path} cannot be read. Check the path and its rights.`, error);
  }
}

function factsOf(pem: string, path: string, now: number): CaFacts {
  try {
    const { subject, validTo } = new X509Certificate(pem);
    const name = /^CN=(.+)$/m.exec(subject)?.[1] ?? subject.split('\n').at(-1) ?? 'unnamed';
    return { subject: name, validTo, isOver: Date.parse(validTo) < now };
  } catch (error) {
    throw caError(`A certificate in ${path} is damaged. Export it again.`, error);
  }
}

function caError(message: string, cause?: unknown): AppError {
  return new AppError({ code: 'invalid_request', param: 'caFile', message, cause });
}
