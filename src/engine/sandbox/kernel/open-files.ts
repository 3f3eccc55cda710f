import { SystemError } from './errors.ts';
import { nextId } from './pipes.ts';
import type { Core, OpenRecord, PipeRecord, ProcessRecord } from './records.ts';
import { wake } from './waiting.ts';

/** Descriptors that a process may have open, as Docker Engine 29 sets it (`ulimit -n`). */
export const MOST_DESCRIPTORS = 1024;

/** Fields that every open file begins with. */
export function openBase(path: string, access: { readonly read: boolean; readonly write: boolean }) {
  return { descriptors: 0, held: false, readable: access.read, writable: access.write, path };
}

/** @returns the open file of a descriptor. Throws EBADF */
export function openAt(process: ProcessRecord, fd: number): OpenRecord {
  const file = process.files[fd];
  if (file === undefined) throw new SystemError('EBADF');
  return file;
}

/** Gives a process a descriptor for an open file. @returns the descriptor. Throws EMFILE */
export function install(core: Core, process: ProcessRecord, file: OpenRecord, as?: number): number {
  const files = [...process.files];
  let fd = as ?? files.indexOf(undefined);
  if (fd < 0) fd = files.length;
  if (fd >= MOST_DESCRIPTORS) throw new SystemError(as === undefined ? 'EMFILE' : 'EBADF');
  const old = files[fd];
  while (files.length < fd) files.push(undefined);
  files[fd] = file;
  addDescriptor(core, file);
  core.journal.edit(process).files = files;
  if (old !== undefined) dropDescriptor(core, old);
  return fd;
}

/** Closes a descriptor. Throws EBADF */
export function closeAt(core: Core, process: ProcessRecord, fd: number): void {
  const file = openAt(process, fd);
  const files = [...process.files];
  files[fd] = undefined;
  while (files.length > 0 && files.at(-1) === undefined) files.pop();
  core.journal.edit(process).files = files;
  dropDescriptor(core, file);
}

/** One more descriptor shares the open file. */
export function addDescriptor(core: Core, file: OpenRecord): void {
  if (file.descriptors === 0 && !file.held) opening(core, file);
  core.journal.edit(file).descriptors += 1;
}

/** One descriptor less; the last one closes the file. */
export function dropDescriptor(core: Core, file: OpenRecord): void {
  core.journal.edit(file).descriptors -= 1;
  if (file.descriptors > 0) return;
  if (file.file === 'sink') closeSink(core, file);
  if (!file.held) closing(core, file);
}

/** Whoever is outside of processes holds the file: as long as that lasts, it is not closed. */
export function hold<T extends OpenRecord>(core: Core, file: T): T {
  if (!file.held) {
    if (file.descriptors === 0) opening(core, file);
    core.journal.edit(file as OpenRecord).held = true;
  }
  return file;
}

/** Lets go of what was held. Nothing happens if it was not. */
export function letGo(core: Core, file: OpenRecord): void {
  if (!file.held) return;
  core.journal.edit(file).held = false;
  if (file.descriptors > 0) return;
  if (file.file === 'sink') closeSink(core, file);
  closing(core, file);
}

function closeSink(core: Core, file: OpenRecord): void {
  if (file.file !== 'sink' || file.isClosed) return;
  core.journal.edit(file).isClosed = true;
  file.closed();
}

function opening(core: Core, file: OpenRecord): void {
  if (file.file === 'pipe') changeEnds(core, file.pipe, file.readable ? 1 : 0, file.writable ? 1 : 0);
  else if (file.file === 'socket') {
    changeEnds(core, file.incoming, 1, 0);
    changeEnds(core, file.outgoing, 0, 1);
  } else if (file.file === 'regular') core.journal.edit(core.opened).add(file);
  else if (file.file === 'sink' && file.isClosed) core.journal.edit(file).isClosed = false;
}

function closing(core: Core, file: OpenRecord): void {
  if (file.file === 'pipe') changeEnds(core, file.pipe, file.readable ? -1 : 0, file.writable ? -1 : 0);
  else if (file.file === 'socket') {
    changeEnds(core, file.incoming, -1, 0);
    changeEnds(core, file.outgoing, 0, -1);
  } else if (file.file === 'regular') core.journal.edit(core.opened).delete(file);
  else if (file.file === 'listener') {
    core.journal.edit(file.space.listeners).delete(file);
    for (const socket of file.queue) {
      resetPipe(core, socket.outgoing);
      letGo(core, socket);
    }
    wake(core, file);
  }
}

/** Marks what one end reads as torn down by the other (RST). */
export function resetPipe(core: Core, pipe: PipeRecord): void {
  core.journal.edit(pipe).reset = true;
  wake(core, pipe);
}

function changeEnds(core: Core, pipe: PipeRecord, readers: number, writers: number): void {
  const record = core.journal.edit(pipe);
  record.readers += readers;
  record.writers += writers;
  if (readers > 0) record.hadReader = true;
  if (writers > 0) record.hadWriter = true;
  wake(core, pipe);
}

/** @returns the two ends of a connection, as open files that nobody has yet */
export function openPipeEnd(pipe: PipeRecord, end: 'read' | 'write' | 'both', path?: string): OpenRecord {
  return {
    file: 'pipe',
    ...openBase(path ?? `pipe:[${pipe.number}]`, { read: end !== 'write', write: end !== 'read' }),
    pipe,
  };
}

/** @returns the name that /proc/self/fd shows of a new socket */
export function socketName(core: Core): string {
  return `socket:[${nextId(core)}]`;
}
