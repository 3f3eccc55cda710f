/** Where the time comes from. Pure code is handed one, so that tests decide what time it is. */
export interface Clock {
  /** The wall clock, in milliseconds since 1970. It may jump, also backwards. */
  now(): number;
}

/** The clock of this computer. */
export const systemClock: Clock = { now: () => Date.now() };
