import { AwsError } from '../aws-error.ts';

/** How far a signature's time may be from the region's own. */
const TOLERANCE_MS = 5 * 60_000;

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`; undefined when it is not such a time. */
export function parseSigningTime(text: string): number | undefined {
  const parts = BASIC.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** The basic ISO form of a time, as signatures carry it. */
export function formatSigningTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** @throws AwsError naming both times when a signature is older or newer than five minutes. */
export function requireFreshTime(text: string, now: number): void {
  const time = parseSigningTime(text);
  if (time === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      `Date must be in ISO-8601 'basic format'. Got '${text}'.`,
    );
  }
  const nowText = formatSigningTime(now);
  if (time < now - TOLERANCE_MS) {
    const limit = formatSigningTime(now - TOLERANCE_MS);
    const message = `Signature expired: ${text} is now earlier than ${limit} (${nowText} - 5 min.)`;
    throw new AwsError('InvalidSignatureException', message);
  }
  if (time > now + TOLERANCE_MS) {
    const limit = formatSigningTime(now + TOLERANCE_MS);
    const message = `Signature not yet current: ${text} is still later than ${limit} (${nowText} + 5 min.)`;
    throw new AwsError('InvalidSignatureException', message);
  }
}
