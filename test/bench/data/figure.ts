/** One line of the table of `npm run bench:data`: what was measured on inputs that nobody of this project wrote. */
export interface Figure {
  what: string;
  value: number;
  /** What it must reach at least, or may be at most; a figure without either only informs. */
  least?: number;
  most?: number;
  /** Times depend on the machine's load and do not fail the run. */
  gate: boolean;
  /** How it was measured, where the figure alone does not tell. */
  note?: string;
}

/** Whether a figure is where it must be. */
export function holds({ value, least, most }: Figure): boolean {
  return (least === undefined || value >= least) && (most === undefined || value <= most);
}
