/** Whole billionths of a dollar as dollars, exact: `4200` -> `0.0000042`. */
export function nanoUsdText(nanoUsd: number): string {
  const digits = String(Math.abs(nanoUsd)).padStart(10, '0');
  const cents = digits.slice(-9).replace(/0+$/, '');
  return `${nanoUsd < 0 ? '-' : ''}${digits.slice(0, -9)}${cents === '' ? '' : `.${cents}`}`;
}
