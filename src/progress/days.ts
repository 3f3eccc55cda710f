/** A day, in milliseconds. */
export const DAY = 24 * 60 * 60 * 1000;

/**
 * The day that a moment belongs to where the learner is: reviews go by days as people count them, and in Seoul a class
 * that begins at nine would otherwise sit astride the midnight of Greenwich.
 *
 * @param at milliseconds since 1970
 * @returns whole days since 1970 in this computer's time zone
 */
export function localDay(at: number): number {
  return Math.floor((at - new Date(at).getTimezoneOffset() * 60_000) / DAY);
}

/**
 * When the day of a moment ends where the learner is.
 *
 * @param at milliseconds since 1970
 * @returns the first moment of the day after, in milliseconds since 1970
 */
export function endOfLocalDay(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}
