import { fromText, toText } from '../../../../kernel/bytes.ts';
import type { Interpreter } from '../interpreter.ts';
import { str } from '../show.ts';
import { errors, PyBuiltin, PyObject, plain, raise } from '../values.ts';
import type { Builtins } from './names.ts';
import { openFile } from './open-file.ts';

/** @returns what reads and writes: print, input, open */
export function consoleNames(interpreter: Interpreter): Builtins {
  const { process } = interpreter;
  return [
    [
      'print',
      new PyBuiltin('print', function* (args, named) {
        const words: string[] = [];
        for (const arg of args) words.push(yield* interpreter.str(arg));
        const text = words.join(str(named.get('sep') ?? ' ')) + str(named.get('end') ?? '\n');
        const to = named.get('file');
        const fd = to instanceof PyObject && typeof to.state === 'number' ? to.state : 1;
        if (to instanceof PyObject && typeof to.state !== 'number')
          yield* interpreter.call(yield* interpreter.attribute(to, 'write'), [text], new Map(), 0);
        else yield* process.write(fd, fromText(text));
        return null;
      }),
    ],
    [
      'input',
      new PyBuiltin('input', function* ([prompt]) {
        if (prompt !== undefined) yield* process.write(1, fromText(str(prompt)));
        const line = yield* process.readLine(0);
        return line === ''
          ? raise(errors['EOFError']!, 'EOF when reading a line')
          : toText(line.replace(/\r?\n$/, ''));
      }),
    ],
    [
      'open',
      plain('open', ([path, mode], named) =>
        openFile(interpreter, str(path ?? ''), str(mode ?? named.get('mode') ?? 'r')),
      ),
    ],
  ];
}
