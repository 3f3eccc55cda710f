import { SystemError } from './errors.ts';
import type { Core, OpenRecord } from './records.ts';
import { nodeOf } from './streams.ts';

/** lseek(2). Throws EINVAL (before the beginning, or where there is no position: Linux says ESPIPE there) */
export function seekIn(
  core: Core,
  file: OpenRecord,
  offset: number,
  from: 'start' | 'current' | 'end',
): number {
  if (file.file === 'device') return 0;
  if (file.file !== 'regular' && file.file !== 'snapshot') throw new SystemError('EINVAL');
  const size = file.file === 'regular' ? nodeOf(file).size : file.data.length;
  const position = offset + (from === 'start' ? 0 : from === 'current' ? file.position : size);
  if (position < 0) throw new SystemError('EINVAL');
  core.journal.edit(file).position = position;
  return position;
}
