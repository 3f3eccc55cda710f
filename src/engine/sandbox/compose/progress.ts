import type { Docker } from '../cli/docker.ts';
import type { Task } from '../kernel/process.ts';

/** Tells what is done, as Compose does on standard error: a line for each step in a pipe, what came of each at a terminal. */
export class Progress {
  private readonly docker: Docker;
  private readonly style: 'plain' | 'final' | 'quiet' | 'json';
  private last = new Map<string, string>();

  private readonly helper: boolean;

  /** @param helper this is a process that does a part: at a terminal it shows what has ended at once, for nobody asks it for a summary */
  constructor(docker: Docker, style: string, helper = false) {
    this.docker = docker;
    this.helper = helper;
    const terminal = docker.process.isTerminal(2);
    this.style =
      style === 'quiet' || style === 'json' || style === 'plain' ? style : terminal ? 'final' : 'plain';
  }

  /**
   * @param id what it is about: `Container shop-web-1`
   * @param text what happens: `Creating`
   */
  *say(id: string, text: string, details = ''): Task<void> {
    if (this.style === 'plain') yield* this.docker.err(` ${id} ${text} ${details}\n`);
    else if (this.style === 'json')
      yield* this.docker.err(`${JSON.stringify({ id, text, ...(details === '' ? {} : { details }) })}\n`);
    else if (this.style === 'final') {
      const shown = details === '' ? text : `${text} ${details}`;
      if (id === 'Compose') yield* this.docker.err(`${details}\n`);
      else if (!this.helper) this.last.set(id, shown);
      else if (!text.endsWith('ing')) yield* this.docker.err(` ${mark(text)} ${id} ${shown}\n`);
    }
  }

  /** As `say`, for a part of something that is told of itself: a terminal's summary leaves it out. */
  *sayPart(id: string, text: string, details = ''): Task<void> {
    if (this.style !== 'final') yield* this.say(id, text, details);
  }

  /** Shows what came of an operation, where not every step is shown. */
  *done(operation: string): Task<void> {
    if (this.style !== 'final' || this.last.size === 0) return;
    const width = Math.max(...[...this.last.keys()].map((id) => id.length));
    const ended = [...this.last.values()].filter((text) => !text.endsWith('ing')).length;
    const lines = [...this.last].map(([id, text]) => {
      return ` ${mark(text)} ${id.padEnd(width)} ${text}\n`;
    });
    this.last = new Map();
    yield* this.docker.err(`[+] ${operation} ${ended}/${lines.length}\n${lines.join('')}`);
  }
}

const mark = (text: string): string => (/^Error/.test(text) ? '✘' : '✔');

/** Writes a warning as Compose logs it. */
export function* warn(docker: Docker, message: string): Task<void> {
  if (docker.process.isTerminal(2)) {
    yield* docker.err(`WARN[0000] ${message} \n`);
    return;
  }
  const time = new Date(docker.process.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  yield* docker.err(`time="${time}" level=warning msg=${JSON.stringify(message)}\n`);
}
