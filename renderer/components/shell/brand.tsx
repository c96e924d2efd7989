/** One road in, three ways out. */
export function Brand() {
  return (
    <span className="flex items-center gap-2 text-base font-semibold tracking-tight">
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5 text-accent">
        <path
          d="M4 3v14M4 10h5l5-6h3M9 10h8M9 10l5 6h3"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      kRouter
    </span>
  );
}
