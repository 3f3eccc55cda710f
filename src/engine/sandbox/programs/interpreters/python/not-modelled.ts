/** What Python has and the sandbox's does not. */
export class NotModelled extends Error {
  readonly line: number;
  constructor(what: string, line: number) {
    super(`the sandbox's python does not know '${what}'`);
    this.line = line;
  }
}
