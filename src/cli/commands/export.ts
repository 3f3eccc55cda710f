import { cannotWrite } from '../../app/failures.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { writeTextFile } from '../../platform/text-file.ts';
import { writeExport } from '../../progress/portable.ts';

/** `export [-o file]`: the whole log as one document, on stdout without a file. */
export function run(host: Host, options: GlobalOptions & { readonly output?: string }): Promise<number> {
  return withSession(host, options, (session) => {
    const events = session.store().events();
    const text = writeExport(events, host.now());
    if (options.output === undefined) {
      session.write(text);
      return EXIT.done;
    }
    const code = writeTextFile(options.output, text, host.cwd, 0o600);
    if (code !== undefined) throw cannotWrite(options.output, code, session.messages);
    session.write(`${session.messages.transfer.exported(events.length, options.output)}\n`);
    return EXIT.done;
  });
}
