import type { Process, Task } from '../../../kernel/process.ts';
import { logError, openLog } from './log.ts';

/** Says what ends nginx, on stderr and in the error log, which are one in the image. */
export function* emergency(process: Process, message: string, logged: boolean): Task<void> {
  if (logged) yield* logError(process, openLog(process, '/var/log/nginx/error.log'), 'emerg', message);
  yield* process.write(2, `nginx: [emerg] ${message}\n`);
}
