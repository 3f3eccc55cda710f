import { toText } from '../../kernel/bytes.ts';
import { SystemError } from '../../kernel/errors.ts';
import { CommandError, type Docker } from '../docker.ts';

/** @returns the text of a file of the host. Throws CommandError as Go's os.Open says it. */
export function readHostFile(docker: Docker, path: string): string {
  try {
    return toText(docker.process.fs.readFile(path));
  } catch (problem) {
    if (!(problem instanceof SystemError)) throw problem;
    throw new CommandError(`open ${path}: ${problem.message.toLowerCase()}`);
  }
}

/** @returns a variable with its value; one without takes that of the docker command's own environment, as `-e KEY` does */
function withValue(docker: Docker, entry: string): readonly string[] {
  if (entry.includes('=')) return [entry];
  const own = docker.process.env.get(entry);
  return own === undefined ? [entry] : [`${entry}=${toText(own)}`];
}

function lines(docker: Docker, path: string, flag: string): readonly string[] {
  let text: string;
  try {
    text = readHostFile(docker, path);
  } catch (problem) {
    if (problem instanceof CommandError) throw new CommandError(`--${flag}: ${problem.message}`);
    throw problem;
  }
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const name = line.split('=')[0] ?? '';
      if (/\s/.test(name))
        throw new CommandError(
          `--${flag}: invalid env file (${path}): variable '${name}' contains whitespaces`,
        );
      if (name === '')
        throw new CommandError(`--${flag}: invalid env file (${path}): no variable name on line '${line}'`);
      return line;
    });
}

/** @returns the variables of `--env-file`, then of `-e`. Throws CommandError. */
export function readEnvironment(docker: Docker): readonly string[] {
  const files = docker.list('env-file').flatMap((path) =>
    // A variable of a file without a value is left out where the environment has none.
    lines(docker, path, 'env-file').flatMap((line) =>
      withValue(docker, line).filter((entry) => entry.includes('=')),
    ),
  );
  return [...files, ...docker.list('env').flatMap((entry) => withValue(docker, entry))];
}

/** @returns `a=1` and `b` as a record */
export function toRecord(entries: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [key = '', ...value] = entry.trimStart().split('=');
      return [key, value.join('=')];
    }),
  );
}

/** @returns the labels of `--label-file`, then of `-l`. Throws CommandError. */
export function readLabels(docker: Docker): Readonly<Record<string, string>> {
  const files = docker.list('label-file').flatMap((path) => lines(docker, path, 'label-file'));
  return toRecord([...files, ...docker.list('label')]);
}
