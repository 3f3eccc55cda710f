import { fromText, toText } from '../../../../kernel/bytes.ts';
import { SystemError } from '../../../../kernel/errors.ts';
import { str } from '../show.ts';
import { truth } from '../truth.ts';
import { PyBytes, PyClass, PyList, type PyObject, plain, type Value } from '../values.ts';
import { type Maker, module, text } from './module.ts';
import { objectOf } from './objects.ts';

/** pathlib: Path. */
export const pathlib: Maker = ({ process }) => {
  const at = (self: Value | undefined): string => fromText(String((self as PyObject).state));
  const status = (self: Value | undefined): string | undefined => {
    try {
      return process.fs.stat(at(self)).kind;
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  };
  const type: PyClass = new PyClass(
    'PosixPath',
    [],
    new Map<string, Value>([
      ['__new__', plain('Path', ([, ...parts]) => make(parts.map(str).join('/') || '.'))],
      ['read_text', plain('read_text', ([self]) => toText(process.fs.readFile(at(self))))],
      ['read_bytes', plain('read_bytes', ([self]) => new PyBytes(process.fs.readFile(at(self))))],
      [
        'write_text',
        plain('write_text', ([self, value]) => {
          process.fs.writeFile(at(self), fromText(text(value)));
          return text(value).length;
        }),
      ],
      ['exists', plain('exists', ([self]) => status(self) !== undefined)],
      ['is_file', plain('is_file', ([self]) => status(self) === 'file')],
      ['is_dir', plain('is_dir', ([self]) => status(self) === 'directory')],
      [
        'unlink',
        plain('unlink', ([self]) => {
          process.fs.unlink(at(self));
          return null;
        }),
      ],
      [
        'iterdir',
        plain(
          'iterdir',
          ([self]) =>
            new PyList(
              process.fs
                .readDirectory(at(self))
                .map((name) => make(`${(self as PyObject).state as string}/${toText(name)}`)),
            ),
        ),
      ],
      [
        'mkdir',
        plain('mkdir', ([self], named) => {
          const path = String((self as PyObject).state);
          let whole = path.startsWith('/') ? '' : '.';
          if (!truth(named.get('parents') ?? false)) {
            if (!(truth(named.get('exist_ok') ?? false) && status(self) === 'directory'))
              process.fs.mkdir(fromText(path));
            return null;
          }
          for (const part of path.split('/').filter((name) => name !== '')) {
            whole += `/${part}`;
            if (!process.fs.exists(fromText(whole))) process.fs.mkdir(fromText(whole));
          }
          return null;
        }),
      ],
    ]),
  );
  const make = (path: string): PyObject => {
    const clean = path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
    const name = clean.replace(/^.*\//s, '');
    const object: PyObject = objectOf(
      type,
      { name, suffix: /\.[^.]+$/.exec(name)?.[0] ?? '', stem: name.replace(/\.[^.]+$/, '') },
      clean,
    );
    if (clean.includes('/') && clean !== '/')
      object.attributes.set('parent', make(clean.replace(/\/[^/]*$/, '') || '/'));
    return object;
  };
  return module('pathlib', { Path: type });
};
