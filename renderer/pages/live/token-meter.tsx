import { formatCount } from '../../components/format/format-number.ts';

interface TokenMeterProps {
  readonly tokens: number;
  readonly estimated: boolean;
}

/** A full bar is 16,384 tokens, what kRouter asks for when an app sets no limit. */
const FULL = Math.log2(16_384);

/** The bar grows with the logarithm, so that the first hundred tokens are seen to move as well as the ten-thousandth. */
export function TokenMeter({ tokens, estimated }: TokenMeterProps) {
  const part = Math.min(1, Math.log2(tokens + 1) / FULL);
  return (
    <span className="flex items-center gap-2.5">
      <span aria-hidden="true" className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-sunken">
        <span
          className="block h-full w-full origin-left rounded-full bg-accent"
          style={{ transform: `scaleX(${part})` }}
        />
      </span>
      <span className="w-12 shrink-0 font-medium">
        {estimated && (
          <span title="Counted from the text. The provider reports the exact count at the end.">≈</span>
        )}
        {formatCount(tokens)}
      </span>
    </span>
  );
}
