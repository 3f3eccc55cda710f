import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Signal, Task } from '../../../kernel/process.ts';
import { logError, openLog } from './log.ts';
import type { Config } from './model.ts';

/** `nginx -s`: sends a signal to the master that the pid file names. */
export function* tell(process: Process, config: Config, signal: string): Task<number> {
  let text: string;
  try {
    text = process.fs.readFile(config.pid).trim();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(2, `nginx: [error] open() "${config.pid}" failed (2: ${error.message})\n`);
    return 1;
  }
  if (!/^\d+$/.test(text)) {
    yield* process.write(2, `nginx: [error] invalid PID number "${text}" in "${config.pid}"\n`);
    return 1;
  }
  yield* logError(process, openLog(process, config.errorLog), 'notice', 'signal process started');
  const name: Signal = ({ stop: 'SIGTERM', quit: 'SIGQUIT', reload: 'SIGHUP', reopen: 'SIGUSR1' } as const)[
    signal as 'stop'
  ]!;
  try {
    process.kill(Number(text), name);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(2, `nginx: [alert] kill(${text}, ${name.slice(3)}) failed (3: ${error.message})\n`);
    return 1;
  }
  return 0;
}
