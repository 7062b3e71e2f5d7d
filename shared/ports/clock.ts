/** Tells the time as ISO text in UTC with milliseconds. Rules never read it; they are given `now`. */
export type Now = () => string;

/** The clock of the machine; in the local cloud the machine's clock is moved for the functions. */
export const systemClock: Now = () => new Date().toISOString();
