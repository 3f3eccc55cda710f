/** Runs the program. The only place where errors become exit codes. */
import { runCli } from './cli/run.ts';
import { systemHost } from './platform/host.ts';
import { endBy } from './platform/this-process.ts';

/** What shells report of a process whose terminal was closed: 128 and the number of SIGHUP. */
const HUNG_UP = 129;

runCli(systemHost(), process.argv.slice(2)).then((exitCode) => {
  // Not process.exit: what was written to a pipe may still be on its way.
  process.exitCode = exitCode;
  if (exitCode === HUNG_UP) endBy('SIGHUP');
});
