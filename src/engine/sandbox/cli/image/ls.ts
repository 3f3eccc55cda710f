import { familiarName, parseReference } from '../../daemon/reference.ts';
import { parseMoment } from '../../daemon/time.ts';
import type { Task } from '../../kernel/process.ts';
import { hasLabel } from '../container/filter.ts';
import { type Docker, Refusal } from '../docker.ts';
import { renderRows } from '../format/rows.ts';
import { imageRows, imageShape, type ListedImage, splitName } from './rows.ts';
import { renderTree } from './tree.ts';

const SUBCOMMANDS = new Set([
  'build',
  'history',
  'import',
  'inspect',
  'list',
  'load',
  'ls',
  'prune',
  'pull',
  'push',
  'rm',
  'save',
  'tag',
]);
const KEYS = new Set(['dangling', 'label', 'before', 'since', 'until', 'reference']);

function glob(pattern: string): RegExp {
  const body = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${body}$`);
}

/** Whether a name is meant by `reference=…`: its tag may be left out, and `*` does not cross a slash. */
function named(pattern: string, name: string): boolean {
  const [repository] = splitName(name);
  const familiarPattern = /[*?[]/.test(pattern) ? pattern : plain(pattern);
  const test = glob(familiarPattern);
  return test.test(name) || test.test(repository);
}

function plain(text: string): string {
  try {
    const reference = parseReference(text);
    return familiarName(reference) + (reference.tag === undefined ? '' : `:${reference.tag}`);
  } catch {
    return text;
  }
}

function truthOf(value: string, key: string): boolean {
  if (/^(1|t|true)$/i.test(value)) return true;
  if (/^(0|f|false)$/i.test(value)) return false;
  throw new Refusal(400, `invalid filter '${key}=[${value}]'`);
}

/** Cuts the list down to what `--filter` and the argument name. Throws Refusal. */
function filtered(docker: Docker, all: readonly ListedImage[]): readonly ListedImage[] {
  const filters = new Map(docker.filters());
  const [match] = docker.args;
  if (match !== undefined) filters.set('reference', [...(filters.get('reference') ?? []), match]);
  for (const key of filters.keys()) if (!KEYS.has(key)) throw new Refusal(400, `invalid filter '${key}'`);
  let found = all;
  const created = ({ image }: ListedImage) => Date.parse(image.created);
  for (const [key, values] of filters) {
    const [value = ''] = values;
    if (key === 'dangling') {
      const want = truthOf(value, key);
      found = found.filter(({ tags }) => (tags.length === 0) === want);
    } else if (key === 'label')
      found = found.filter(({ image }) => values.every((label) => hasLabel(image.config.Labels, label)));
    else if (key === 'reference')
      found = found
        .map((listed) => ({
          ...listed,
          tags: listed.tags.filter((tag) => values.some((pattern) => named(pattern, tag))),
        }))
        .filter(({ tags }) => tags.length > 0);
    else if (key === 'until') {
      const moment = parseMoment(value, docker.process.now());
      found = found.filter((listed) => moment !== undefined && created(listed) <= moment);
    } else {
      const border = Date.parse(docker.ask((daemon) => daemon.image(value)).created);
      found = found.filter((listed) =>
        key === 'before' ? created(listed) < border : created(listed) > border,
      );
    }
  }
  const dangling = filters.get('dangling')?.[0];
  const hideNameless = !docker.bool('all') && (dangling === undefined || /^(0|f|false)$/i.test(dangling));
  return hideNameless ? found.filter(({ tags }) => tags.length > 0) : found;
}

/** `docker images`. */
export function* ls(docker: Docker): Task<number> {
  const found = filtered(
    docker,
    docker.ask((daemon) => daemon.images()),
  );
  const format = docker.text('format');
  const digests = docker.bool('digests');
  const quiet = docker.bool('quiet');
  if (format === '' && !digests && !quiet && !docker.bool('no-trunc')) {
    yield* docker.out(renderTree(docker, found));
  } else {
    const options = { truncate: !docker.bool('no-trunc'), digests: digests || /\.Digest/.test(format) };
    const now = docker.process.now();
    const rows = [...found]
      .sort((a, b) => Date.parse(b.image.created) - Date.parse(a.image.created))
      .flatMap((listed) => imageRows(listed, now, options));
    yield* docker.out(renderRows(imageShape(digests), rows, format, quiet));
  }
  const [match] = docker.args;
  if (match !== undefined && found.length === 0 && SUBCOMMANDS.has(match))
    yield* docker.err(`No images found matching "${match}": did you mean "docker image ${match}"?\n`);
  return 0;
}
