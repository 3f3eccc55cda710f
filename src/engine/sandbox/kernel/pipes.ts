import type { Bytes } from './bytes.ts';
import { SystemError } from './errors.ts';
import { Blocked, type Core, type PipeRecord } from './records.ts';
import { wake } from './waiting.ts';

/** What a pipe of Linux holds before a writer must wait. */
export const PIPE_CAPACITY = 65_536;
/** Up to so many bytes are written in one piece (PIPE_BUF). */
export const ATOMIC = 4096;

/** @returns a pipe without ends; a named one waits for its first reader and writer */
export function makePipe(core: Core, named: boolean): PipeRecord {
  return core.journal.fresh<PipeRecord>({
    data: '',
    readers: 0,
    writers: 0,
    hadReader: !named,
    hadWriter: !named,
    reset: false,
    number: nextId(core),
  });
}

/** @returns a number that nothing else has */
export function nextId(core: Core): number {
  const registers = core.journal.edit(core.registers);
  registers.nextId += 1;
  return registers.nextId;
}

/** @returns what there is, '' at the end */
export function takeFrom(core: Core, pipe: PipeRecord, count: number): Bytes | Blocked {
  if (pipe.data !== '') {
    const record = core.journal.edit(pipe);
    const taken = record.data.length <= count ? record.data : record.data.slice(0, count);
    record.data = taken.length === record.data.length ? '' : record.data.slice(count);
    wake(core, pipe);
    return taken;
  }
  if (pipe.reset) throw new SystemError('ECONNRESET');
  if (pipe.writers === 0 && pipe.hadWriter) return '';
  return new Blocked([pipe]);
}

/** @returns a line with its end; what is left without one at the end; '' when there is no more */
export function takeLineFrom(core: Core, pipe: PipeRecord): Bytes | Blocked {
  const end = pipe.data.indexOf('\n');
  if (end >= 0) return takeFrom(core, pipe, end + 1);
  if (pipe.data !== '' && pipe.writers > 0 && pipe.data.length < PIPE_CAPACITY) return new Blocked([pipe]);
  return takeFrom(core, pipe, pipe.data.length);
}

/** @returns how many bytes were taken; undefined: nobody will read them */
export function putInto(core: Core, pipe: PipeRecord, data: Bytes): number | undefined | Blocked {
  if (pipe.readers === 0 && pipe.hadReader) return undefined;
  const room = PIPE_CAPACITY - pipe.data.length;
  if (room < Math.min(data.length, ATOMIC)) return new Blocked([pipe]);
  const taken = Math.min(room, data.length);
  appendTo(core, pipe, taken === data.length ? data : data.slice(0, taken));
  return taken;
}

/** Adds bytes whatever there is room for. */
export function appendTo(core: Core, pipe: PipeRecord, data: Bytes): void {
  core.journal.edit(pipe).data += data;
  wake(core, pipe);
}
