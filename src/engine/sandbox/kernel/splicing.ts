/** Bytes that go from one open file to another without a program in between. */
import { openAt } from './open-files.ts';
import { ATOMIC, PIPE_CAPACITY } from './pipes.ts';
import { Blocked, type Core, type ProcessRecord } from './records.ts';
import { stepsOfMoving } from './steps.ts';
import { fullBehind, readSome, writeSome } from './streams.ts';

/**
 * splice(2), by descriptors: one attempt. Nothing is read before there is room for it, so that no byte is lost between the two.
 *
 * @returns how many bytes were moved; 0 at the end. Throws what reading and writing throw
 */
export function spliceSome(
  core: Core,
  process: ProcessRecord,
  how: { readonly from: number; readonly to: number; readonly count?: number | undefined },
): number | Blocked {
  const from = openAt(process, how.from);
  const to = openAt(process, how.to);
  const most = how.count ?? PIPE_CAPACITY;
  const pipe = to.file === 'pipe' ? to.pipe : to.file === 'socket' ? to.outgoing : undefined;
  const room =
    pipe === undefined || (pipe.readers === 0 && pipe.hadReader)
      ? PIPE_CAPACITY
      : PIPE_CAPACITY - pipe.data.length;
  if (pipe !== undefined && room < Math.min(most, ATOMIC)) return new Blocked([pipe]);
  const full = fullBehind(to);
  if (full !== undefined) return full;
  const data = readSome(core, process, from, Math.min(most, room));
  if (data instanceof Blocked || data === '') return data === '' ? 0 : data;
  core.derived.steps += stepsOfMoving(data);
  writeSome(core, process, to, data);
  return data.length;
}
