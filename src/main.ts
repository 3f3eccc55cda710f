/** Runs the program. The only place where errors become exit codes. */
import { runCli } from './cli/run.ts';
import { systemHost } from './platform/host.ts';

runCli(systemHost(), process.argv.slice(2)).then((exitCode) => {
  // Not process.exit: what was written to a pipe may still be on its way.
  process.exitCode = exitCode;
});
