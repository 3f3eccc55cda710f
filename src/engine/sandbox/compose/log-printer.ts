import type { Docker } from '../cli/docker.ts';
import { type Bytes, fromText } from '../kernel/bytes.ts';
import type { Task } from '../kernel/process.ts';

/** The colours of the prefixes, in turn (docker/compose cmd/formatter/colors.go). */
const COLOURS = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];
/** Goes to the beginning of the line and clears it; Compose writes it into pipes, too. */
const RESET_LINE = '\r\x1b[K';

/** Writes the lines of several containers, each with the container's name before it. */
export class LogPrinter {
  private readonly docker: Docker;
  private readonly prefix: boolean;
  private readonly coloured: boolean;
  private readonly colours = new Map<string, number>();
  private width = 0;

  constructor(docker: Docker, options: { readonly prefix: boolean; readonly colour: boolean }) {
    this.docker = docker;
    this.prefix = options.prefix;
    this.coloured = options.colour && docker.process.isTerminal(1);
  }

  private paint(name: string, text: string): string {
    if (!this.colours.has(name)) {
      this.colours.set(name, COLOURS[this.colours.size % COLOURS.length] ?? 36);
      this.width = Math.max(this.width, name.length + 1);
    }
    return this.coloured ? `\x1b[${this.colours.get(name)}m${text}\x1b[0m` : text;
  }

  /** @param bytes what was written, one line or several */
  *log(name: string, bytes: Bytes, fd: 1 | 2 = 1, stamp = ''): Task<void> {
    this.paint(name, '');
    const before = this.prefix ? this.paint(name, `${name.padEnd(this.width)} | `) : '';
    const lines = bytes.replace(/\n$/, '').split('\n');
    const text = lines.map((line) => `${fromText(before + stamp)}${line}\n`).join('');
    yield* this.docker.process.write(fd, text);
  }

  /** What became of a container: `web-1 exited with code 0`. */
  *status(name: string, message: string): Task<void> {
    yield* this.docker.out(this.paint(name, `${RESET_LINE}${name} ${message}\n`));
  }
}
