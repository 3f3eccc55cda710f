/** `draw Dockerfile`: stages and layers, what the next build reuses, and what Docker's build checks say. */
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type DockerfilePicture, dockerfilePicture } from '../diagram/dockerfile/picture.ts';
import { frameOf } from '../lint/report/frame.ts';
import { UserError } from '../platform/errors.ts';
import { filesBelow, pathKind } from '../platform/path-kind.ts';
import { readTextFile } from '../platform/text-file.ts';
import { type DrawMessages, drawMessagesOf } from '../text/messages/draw.ts';
import type { Drawn } from './drawn.ts';
import { cannotRead } from './failures.ts';
import { lessonsOfRule } from './rule-lessons.ts';
import type { Session } from './session.ts';

/** What is asked about a Dockerfile. */
export interface DockerfileRequest {
  /** Relative to the current folder. */
  readonly path: string;
  /** `--target`: the stage that is built; the last if absent. */
  readonly target?: string | undefined;
  /** `--changed`: files of the build context, or folders of it, in which every file counts. */
  readonly changed?: readonly string[] | undefined;
}

/** Characters of the largest file that is read as a Dockerfile; those that people write are a hundredth of it, or less. */
const LARGEST = 512 * 1024;
/** Files of a folder that `--changed` looks at. */
const MOST_FILES = 10_000;
/** Files that are named in a sentence. */
const NAMED = 3;

/**
 * Draws a Dockerfile. The build context is the folder it is in.
 *
 * @param session its language is that of what stands below the picture
 * @throws UserError for a file that cannot be read or that Docker would not build, in Docker's own words, and for a
 *   changed file that is not in the build context
 */
export async function drawDockerfile(session: Session, request: DockerfileRequest): Promise<Drawn> {
  const words = drawMessagesOf(session.lang);
  const { cwd } = session.host;
  const { path } = request;
  const text = textOf(path, session, words);
  const context = dirname(resolve(cwd, path));
  const changed = (request.changed ?? []).flatMap((each) => filesOf(each, cwd, context, words));
  const picture = dockerfilePicture({
    text,
    target: request.target ?? '',
    ignore: ignoreOf(resolve(cwd, path), context),
    changed,
  });
  if ('error' in picture) throw refused(path, text, picture);
  const itself = changed.includes(basename(path)) ? [words.itself(basename(path))] : [];
  const next = changed.length === 0 ? [] : [...itself, ...nextBuild(picture, words)];
  const checks = await checkLines(picture, session, words);
  const gap = next.length > 0 && checks.length > 0 ? [''] : [];
  return { scene: picture.scene, below: [...next, ...gap, ...checks] };
}

function textOf(path: string, session: Session, words: DrawMessages): string {
  const found = readTextFile(path, session.host.cwd);
  if ('code' in found) throw cannotRead(path, found.code, session.messages);
  if (found.text.includes('\0')) throw new UserError(words.notText(path), words.nameAFile);
  if (found.text.length > LARGEST) throw new UserError(words.tooLarge(path), words.nameAFile);
  return found.text;
}

/** `web.Dockerfile.dockerignore` counts instead of `.dockerignore`, where there is one. */
function ignoreOf(path: string, context: string): string | undefined {
  for (const name of [`${path}.dockerignore`, join(context, '.dockerignore')]) {
    const found = readTextFile(name, context);
    if ('text' in found) return found.text;
  }
  return undefined;
}

/** The files that a `--changed` means: relative to the build context, or to the current folder if it is there. */
function filesOf(path: string, cwd: string, context: string, words: DrawMessages): readonly string[] {
  const inside = (full: string): string | undefined => {
    const found = relative(context, full).split(sep).join('/');
    return found === '..' || found.startsWith('../') || isAbsolute(found) ? undefined : found;
  };
  const places = [resolve(context, path), resolve(cwd, path)].filter((full) => inside(full) !== undefined);
  const place = places.find((full) => pathKind(full, context) !== undefined) ?? places[0];
  if (place === undefined) throw new UserError(words.outside(path, context), words.outsideHint);
  const own = inside(place) ?? '';
  if (pathKind(place, context) !== 'folder') return [own];
  return filesBelow(place, MOST_FILES).map((file) => (own === '' ? file : `${own}/${file}`));
}

type Picture = Exclude<DockerfilePicture, { readonly error: string }>;

function nextBuild({ unread, unsure }: Picture, words: DrawMessages): string[] {
  const named = (files: readonly string[]) => {
    const list = files.slice(0, NAMED).join(', ');
    return files.length > NAMED ? words.more(list, files.length - NAMED) : list;
  };
  return [
    ...(unread?.ignored.length ? [words.ignored(named(unread.ignored))] : []),
    ...(unread?.unread.length ? [words.unread(named(unread.unread))] : []),
    ...(unsure ? [words.unsure] : []),
    words.assumed,
  ];
}

async function checkLines({ checks }: Picture, session: Session, words: DrawMessages): Promise<string[]> {
  if (checks.length === 0) return [];
  const catalog = await session.catalog();
  const known = new Set(catalog.lessons.map(({ entry }) => entry.id));
  const lines = checks.flatMap(({ rule, message, lines: { start } }) => {
    const lesson = lessonsOfRule(rule).find((id) => known.has(id));
    return [words.check(start, rule, message), ...(lesson === undefined ? [] : [words.lesson(lesson)])];
  });
  return [words.checks(checks.length), ...lines];
}

/** What Docker says of a file that it does not build, with the line it is about. */
function refused(
  path: string,
  text: string,
  { error, lines }: Extract<DockerfilePicture, { readonly error: string }>,
): UserError {
  const [about] = lines;
  const source = about === undefined ? undefined : text.split('\n')[about.start - 1]?.replace(/\r$/, '');
  if (about === undefined || source === undefined || source.trim() === '') {
    return new UserError(`${path}: ${error}`);
  }
  const start = source.length - source.trimStart().length + 1;
  const { line, marks } = frameOf(source, start, [...source.trimEnd()].length + 1);
  const number = String(about.start);
  const frame = [`  ${number} | ${line}`, `  ${' '.repeat(number.length)} | ${marks}`];
  return new UserError(`${path}:${number}: ${error}`, frame.join('\n'));
}
