import { cannotRead } from '../../app/failures.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { EXIT, UserError } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { readTextFile } from '../../platform/text-file.ts';
import { type ImportProblem, readExport } from '../../progress/portable.ts';
import type { Messages } from '../../text/messages/index.ts';

/** `import <file>`: a union by event id, so importing twice changes nothing. */
export function run(host: Host, options: GlobalOptions, file: string): Promise<number> {
  return withSession(host, options, (session) => {
    const { messages } = session;
    const read = readTextFile(file, host.cwd);
    if ('code' in read) throw cannotRead(file, read.code, messages);
    const result = readExport(read.text);
    if (result.problem !== undefined) throw refusal(result.problem, messages);
    const added = session.store().merge(result.events);
    session.write(`${messages.transfer.imported(added)}\n`);
    return EXIT.done;
  });
}

function refusal(problem: ImportProblem, { transfer }: Messages): UserError {
  switch (problem.kind) {
    case 'bad-event':
      return new UserError(transfer['bad-event'](problem.index), transfer.hint);
    case 'newer-format':
      return new UserError(transfer['newer-format'], transfer.updateHint);
    default:
      return new UserError(transfer[problem.kind], transfer.hint);
  }
}
