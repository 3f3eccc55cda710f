import { draw } from '../../app/draw.ts';
import { cannotWrite } from '../../app/failures.ts';
import type { GlobalOptions } from '../../app/options.ts';
import { withSession } from '../../app/session.ts';
import { EXIT } from '../../platform/errors.ts';
import type { Host } from '../../platform/host.ts';
import { writeTextFile } from '../../platform/text-file.ts';

/** Options of `draw`. */
export interface DrawOptions extends GlobalOptions {
  readonly format?: 'text' | 'alt' | 'svg' | 'json';
  readonly width?: string;
  readonly output?: string;
  readonly target?: string;
  readonly changed?: readonly string[];
  readonly engine?: 'sandbox' | 'docker' | 'auto';
  readonly watch?: boolean;
}

/** `draw <lesson/step|path|engine> [--format …] [--width n] [-o file] [--target s] [--changed path …] [--engine …] [--watch]`. */
export function run(host: Host, options: DrawOptions, target: string): Promise<number> {
  return withSession(host, options, async (session) => {
    const { output, target: stage, ...asked } = options;
    const format = options.format ?? formatOf(output);
    const text = await draw(session, { ...asked, format, target, stage, toFile: output !== undefined });
    if (typeof text === 'number') return text;
    if (output === undefined) session.write(`${text}\n`);
    else {
      const code = writeTextFile(output, `${text}\n`, host.cwd);
      if (code !== undefined) throw cannotWrite(output, code, session.messages);
    }
    return EXIT.done;
  });
}

/** The form that the name of a file says. */
function formatOf(file: string | undefined): 'svg' | 'json' | undefined {
  const ending = file?.slice(file.lastIndexOf('.') + 1).toLowerCase();
  return ending === 'svg' || ending === 'json' ? ending : undefined;
}
