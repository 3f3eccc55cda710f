/** Runs the program. The only place where errors become exit codes. */
import { runCli } from './cli/run.ts';
import { systemHost } from './platform/host.ts';
import { endBy } from './platform/this-process.ts';

/** What shells report of a process whose terminal was closed: 128 and the number of SIGHUP. */
const HUNG_UP = 129;

runCli(systemHost(), process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
  if (exitCode === HUNG_UP) endBy('SIGHUP');
  // What was written is on its way by now, but on Windows; Node would wait for V8 to optimize what never runs again.
  else if (process.platform !== 'win32') process.exit();
});
