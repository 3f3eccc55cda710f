import type { FileNode } from '../filesystem/node.ts';
import type { Bytes } from './bytes.ts';
import { SystemError } from './errors.ts';
import { nodeInside, putInside, withData } from './file-system-change.ts';
import { appendTo, PIPE_CAPACITY, putInto, takeFrom, takeLineFrom } from './pipes.ts';
import { random } from './random.ts';
import { Blocked, type Core, type OpenRecord, type OpenRegular, type ProcessRecord } from './records.ts';
import { sendSignal } from './signals.ts';
import { areZeros, MOST_ZEROS, stepsOfRandom, zeros } from './steps.ts';
import { countStored } from './stored.ts';
import { readTerminal, writeTerminal } from './terminal.ts';

/** What a read gives at most when it does not say. */
const CHUNK = 65_536;

/** read(2): one attempt. */
export function readSome(
  core: Core,
  process: ProcessRecord,
  file: OpenRecord,
  count = CHUNK,
): Bytes | Blocked {
  if (!file.readable) throw new SystemError('EBADF');
  if (file.file === 'regular') return readRegular(core, file, () => count);
  if (file.file === 'snapshot') {
    const data = file.data.slice(file.position, file.position + count);
    core.journal.edit(file).position += data.length;
    return data;
  }
  if (file.file === 'directory') throw new SystemError('EISDIR');
  if (file.file === 'device') return readDevice(core, file.device, count);
  if (file.file === 'pipe') return takeFrom(core, file.pipe, count);
  if (file.file === 'socket') return takeFrom(core, file.incoming, count);
  if (file.file === 'terminal') return readTerminal(core, process, file.terminal, count, false);
  throw new SystemError('EINVAL');
}

/** One attempt to read a line; it takes no byte after it. */
export function readLineOf(core: Core, process: ProcessRecord, file: OpenRecord): Bytes | Blocked {
  if (!file.readable) throw new SystemError('EBADF');
  if (file.file === 'pipe') return takeLineFrom(core, file.pipe);
  if (file.file === 'socket') return takeLineFrom(core, file.incoming);
  if (file.file === 'terminal') return readTerminal(core, process, file.terminal, CHUNK, true);
  if (file.file === 'regular') return readRegular(core, file, (data, at) => lineLength(data, at));
  if (file.file === 'snapshot') {
    return readSome(core, process, file, lineLength(file.data, file.position));
  }
  if (file.file === 'device' && file.device !== 'null') throw new SystemError('EINVAL');
  return readSome(core, process, file);
}

function lineLength(data: Bytes, at: number): number {
  const end = data.indexOf('\n', at);
  return end < 0 ? Number.POSITIVE_INFINITY : end + 1 - at;
}

function readRegular(core: Core, file: OpenRegular, length: (data: Bytes, at: number) => number): Bytes {
  const node = nodeOf(file);
  const { position } = file;
  const count = Math.min(length(node.data, position), node.size - position);
  if (!(count > 0)) return '';
  let data = node.data.slice(position, position + count);
  // The part that is not modelled reads as zeros, a piece at a time.
  if (data.length < count) data += zeros(Math.min(count - data.length, CHUNK));
  core.journal.edit(file).position += data.length;
  return data;
}

/** @returns the file as it is now, or as it was when its last name was taken away */
export function nodeOf(file: OpenRegular): FileNode {
  const node = file.detached ?? nodeInside(file.system, file.inner);
  if (node?.kind !== 'file') throw new SystemError('EIO', file.path);
  return node;
}

function readDevice(core: Core, device: 'null' | 'zero' | 'full' | 'random', count: number): Bytes {
  if (device === 'null') return '';
  if (device !== 'random') return zeros(Math.min(count, MOST_ZEROS));
  const bytes = new Uint8Array(Math.min(count, CHUNK));
  core.derived.steps += stepsOfRandom(bytes.length);
  // What is behind the end of the array is not kept.
  for (let at = 0; at < bytes.length; at += 3) {
    const three = Math.floor(random(core) * 0x1000000);
    bytes[at] = three >> 16;
    bytes[at + 1] = (three >> 8) & 0xff;
    bytes[at + 2] = three & 0xff;
  }
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}

/**
 * write(2): one attempt.
 * @returns how much was taken. Throws EPIPE when nobody can read and SIGPIPE does not kill the process
 */
export function writeSome(
  core: Core,
  process: ProcessRecord,
  file: OpenRecord,
  data: Bytes,
): number | Blocked {
  if (!file.writable) throw new SystemError('EBADF');
  if (file.file !== 'pipe' && file.file !== 'socket') {
    const full = fullBehind(file);
    if (full !== undefined) return full;
    writeNow(core, file, data);
    return data.length;
  }
  const pipe = file.file === 'pipe' ? file.pipe : file.outgoing;
  // The reset is on its way: the write succeeds, the next read hears of it.
  if (file.file === 'socket' && file.incoming.reset) return data.length;
  const taken = putInto(core, pipe, data);
  if (taken === undefined) throw brokenPipe(core, process);
  if (file.file === 'socket' && typeof taken === 'number') {
    if (file.from !== undefined) core.journal.edit(file.from).sent += taken;
    if (file.to !== undefined) core.journal.edit(file.to).received += taken;
  }
  return taken;
}

/** @returns what a writer must wait for although its own file takes everything: a pipe behind a sink that holds very much */
export function fullBehind(file: OpenRecord): Blocked | undefined {
  if (file.file !== 'sink' || file.into === undefined) return undefined;
  for (const end of file.into() as readonly (OpenRecord | undefined)[]) {
    if (end?.file === 'pipe' && end.pipe.readers > 0 && end.pipe.data.length >= PIPE_CAPACITY)
      return new Blocked([end.pipe]);
  }
  return undefined;
}

function brokenPipe(core: Core, process: ProcessRecord): SystemError {
  sendSignal(core, process, 'SIGPIPE', true);
  return new SystemError('EPIPE');
}

/** Writes all at once, whatever there is room for. */
export function writeNow(core: Core, file: OpenRecord, data: Bytes): void {
  if (!file.writable) throw new SystemError('EBADF');
  if (file.file === 'regular') writeRegular(core, file, data);
  else if (file.file === 'device') {
    if (file.device === 'full') throw new SystemError('ENOSPC');
  } else if (file.file === 'pipe') appendTo(core, file.pipe, data);
  else if (file.file === 'socket') appendTo(core, file.outgoing, data);
  else if (file.file === 'sink') {
    if (file.into === undefined) countOutput(core, data.length);
    file.write(data);
  } else if (file.file === 'terminal') {
    countOutput(core, data.length);
    writeTerminal(file.terminal, data);
  } else throw new SystemError('EINVAL');
}

function countOutput(core: Core, bytes: number): void {
  core.derived.output += bytes;
  if (core.derived.output > core.limits.output) core.derived.halted = 'output';
}

function writeRegular(core: Core, file: OpenRegular, data: Bytes): void {
  if (data === '') return;
  const node = nodeOf(file);
  const at = file.append ? node.size : file.position;
  const record = core.journal.edit(file);
  if (at === node.size && areZeros(data)) {
    // Zeros at the end take no place, as in a file with holes.
    keepNode(core, file, {
      ...withData(node, node.data, Math.floor(core.registers.clock)),
      size: at + data.length,
    });
    record.position = at + data.length;
    return;
  }
  countStored(core, Math.max(at, node.data.length) + data.length - node.data.length);
  const before = at > node.data.length ? node.data + '\0'.repeat(at - node.data.length) : node.data;
  const whole =
    at >= before.length ? before + data : before.slice(0, at) + data + before.slice(at + data.length);
  // Whoever reads it as it grows has it made flat each time.
  if (whole.length > CHUNK && isRead(core, file)) core.derived.steps += whole.length >> 12;
  keepNode(core, file, withData(node, whole, Math.floor(core.registers.clock)));
  record.position = at + data.length;
}

function isRead(core: Core, file: OpenRegular): boolean {
  for (const other of core.opened) {
    if (other !== file && other.readable && other.system === file.system && other.inner === file.inner)
      return true;
  }
  return false;
}

function keepNode(core: Core, file: OpenRegular, node: FileNode): void {
  if (file.detached === undefined) putInside(core, file.system, file.inner, node, false);
  else core.journal.edit(file).detached = node;
}
