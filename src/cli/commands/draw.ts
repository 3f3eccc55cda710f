import { draw } from '../../app/draw.ts';
import { cannotWrite } from '../../app/failures.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { writeTextFile } from '../../platform/text-file.ts';

/** Options of `draw`. */
export interface DrawOptions extends GlobalOptions {
  readonly format: 'text' | 'alt' | 'json';
  readonly width?: string;
  readonly output?: string;
}

/** `draw <lesson/step> [--format text|alt|json] [--width n] [-o file]`. */
export function run(host: Host, options: DrawOptions, target: string): Promise<number> {
  return withSession(host, options, async (session) => {
    const { format, width, output } = options;
    const text = `${await draw(session, { target, format, width, toFile: output !== undefined })}\n`;
    if (output === undefined) session.write(text);
    else {
      const code = writeTextFile(output, text, host.cwd);
      if (code !== undefined) throw cannotWrite(output, code, session.messages);
    }
    return EXIT.done;
  });
}
