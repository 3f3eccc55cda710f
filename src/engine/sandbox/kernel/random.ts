import type { Core } from './records.ts';

/** @returns a number of at least 0 and less than 1: mulberry32, whose state is a register and so is undone with the rest */
export function random(core: Core): number {
  const registers = core.journal.edit(core.registers);
  registers.seed = (registers.seed + 0x6d2b79f5) | 0;
  let mixed = registers.seed;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
