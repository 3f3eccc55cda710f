import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { cannotWrite } from '../../app/failures.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { scaffoldPack } from '../../content/scaffold.ts';
import { EXIT, UserError } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { writeTextFile } from '../../platform/text-file.ts';

/** `pack new <dir>`: a pack that passes `pack check`. */
export function run(host: Host, options: GlobalOptions, folder: string): Promise<number> {
  return withSession(host, options, ({ messages, write }) => {
    const path = resolve(host.cwd, folder);
    const id = basename(path);
    const { pack } = messages;
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) throw new UserError(pack.badName(id), pack.badNameHint);
    if (existsSync(path) && readdirSync(path).length > 0)
      throw new UserError(pack.notNew(folder), pack.notNewHint);
    const files = scaffoldPack({ id, today: new Date(host.now()).toISOString().slice(0, 10) });
    for (const [name, text] of files) {
      const code = writeTextFile(join(path, name), text, host.cwd);
      if (code !== undefined) throw cannotWrite(join(folder, name), code, messages);
    }
    const made = [...files.keys()].map((name) => `  ${join(folder, name)}`);
    const next = [
      `docker-tutor pack check ${folder}`,
      `docker-tutor learn --pack ${folder} ${id}/one-kernel`,
    ];
    write(`${[pack.made(folder), ...made, pack.next, ...next.map((line) => `  ${line}`)].join('\n')}\n`);
    return EXIT.done;
  });
}
