/** The `edit` of the learner's shell: an editor that is outside of the sandbox. */
import { fromText, toText } from './kernel/bytes.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Process, Task } from './kernel/process.ts';

/** A file that the learner wants to edit. */
export interface EditRequest {
  /** Absolute. */
  readonly path: string;
  /** What is in it; empty for a file that is not there yet. */
  readonly text: string;
}

/** `edit FILE`: hands the file to an editor outside, and takes it back. */
export function* editFile(
  process: Process,
  ask: (path: string, text: string) => Task<string | undefined>,
): Task<number> {
  const [, name, ...more] = process.argv;
  if (name === undefined || more.length > 0) {
    yield* process.write(2, 'usage: edit FILE\n');
    return 2;
  }
  const path = name.startsWith('/') ? name : `${process.cwd()}/${name}`;
  const { fs } = process;
  if (fs.exists(path) && fs.stat(path).kind !== 'file') {
    yield* process.write(2, `edit: ${name}: not a regular file\n`);
    return 1;
  }
  const before = fs.exists(path) ? fs.readFile(path) : '';
  const after = yield* process.callTask(() => ask(toText(path), toText(before)));
  if (after !== undefined && fromText(after) !== before) fs.writeFile(path, fromText(after));
  return 0;
}

/** Asks for an edit at a desk outside, and waits for the answer. @returns the new text; nothing if it was given up */
export function* askForEdit(
  kernel: Kernel,
  path: string,
  text: string,
  desk: {
    readonly put: (request: EditRequest) => void;
    readonly take: () => { readonly text: string | undefined } | undefined;
  },
): Task<string | undefined> {
  desk.put({ path, text });
  let given: { readonly text: string | undefined } | undefined;
  yield* kernel.until(() => {
    given ??= desk.take();
    return given !== undefined;
  });
  return given?.text;
}
