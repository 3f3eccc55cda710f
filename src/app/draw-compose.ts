/** `draw compose.yaml`: a picture of a Compose project on the learner's own disk. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { type ReadProject, readProject } from '../diagram/compose/read-project.ts';
import { unknownKey } from '../diagram/compose/suggest-key.ts';
import { UserError } from '../platform/errors.ts';
import { readTextFile } from '../platform/text-file.ts';
import { drawComposeWords } from './draw-compose-words.ts';
import type { Drawn } from './drawn.ts';
import { cannotRead } from './failures.ts';
import type { Session } from './session.ts';

/** Larger files are no Compose files, and would take long to read. */
const MOST_CHARACTERS = 256 * 1024;

/**
 * The picture of a Compose project.
 *
 * @param session tells the language, and where the learner is
 * @param path a Compose file, or a folder that has one; seen from where the learner is
 * @returns the scene, and what to print below it
 * @throws UserError if there is no such file, it has no services, or docker compose would refuse it; it names file and
 *   line
 */
export function drawComposeFile(session: Pick<Session, 'host' | 'lang' | 'messages'>, path: string): Drawn {
  const { host, lang, messages } = session;
  const words = drawComposeWords(lang);
  const full = resolve(host.cwd, path);
  const target = readTextFile(full, host.cwd);
  const isFolder = 'code' in target && target.code === 'EISDIR';
  if ('code' in target && !isFolder) throw cannotRead(path, target.code, messages);

  const shown = (file: string) => shownPath(file, host.cwd);
  const texts = new Map<string, string | undefined>();
  const read = (file: string) => {
    if (!texts.has(file)) texts.set(file, textOf(file, session, shown));
    return texts.get(file);
  };
  const environment = new Map(
    Object.entries(host.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
  environment.set('HOME', withSlashes(host.homedir()));
  const project = readProject({ path: withSlashes(full), isFolder, environment, read });
  if (project.files.length === 0) throw new UserError(words.noFile(path), words.noFileHint);
  if (project.picture === undefined) throw refusal(project, words, shown);
  const { model } = project.picture;
  if (model.services.length === 0)
    throw new UserError(words.noService(project.files.map(shown).join(', ')), words.noServiceHint);
  return { scene: { model, hidden: [], highlight: [], notes: [] }, below: belowOf(project, words, shown) };
}

function textOf(
  file: string,
  { host, lang }: Pick<Session, 'host' | 'lang'>,
  shown: (file: string) => string,
): string | undefined {
  const words = drawComposeWords(lang);
  const found = readTextFile(realPath(file), host.cwd);
  if ('code' in found) return undefined;
  if (found.text.length > MOST_CHARACTERS)
    throw new UserError(words.tooLarge(shown(file)), words.tooLargeHint);
  if (/[\0\ufffd]/.test(found.text)) throw new UserError(words.notText(shown(file)), words.notTextHint);
  return found.text;
}

type Words = ReturnType<typeof drawComposeWords>;

function refusal({ problems }: ReadProject, words: Words, shown: (file: string) => string): UserError {
  const problem = problems.findLast(({ severity }) => severity === 'error');
  if (problem === undefined) return new UserError(words.composeSaysSo);
  const { file, line, path } = problem;
  const unknown = unknownKey(problem.message, path);
  if (unknown !== undefined) {
    const hint = unknown.meant === undefined ? words.composeSaysSo : words.didYouMean(unknown.meant);
    return new UserError(words.at(shown(file), line, words.unknownKey(unknown.key)), hint);
  }
  // The place is said before the message.
  const message = problem.message
    .replace(/^(validating|failed to parse) \S+: /, '')
    .replace(/^(yaml: )?line \d+: /, '')
    .replace(/\s+/g, ' ');
  return new UserError(words.at(shown(file), line, message), words.composeSaysSo);
}

function belowOf(
  { picture, problems, files, unused }: ReadProject,
  words: Words,
  shown: (file: string) => string,
): string[] {
  const unset = problems.flatMap(({ message }) => /^The "(.*)" variable is not set/.exec(message)?.[1] ?? []);
  const undrawn = picture?.undrawn ?? [];
  const hasVersion = problems.some(({ severity, path }) => severity === 'warning' && path === 'version');
  return [
    ...(files.length > 1 ? [words.drawnFrom(files.map(shown))] : []),
    ...(undrawn.length > 0 ? [words.notDrawn(undrawn.map((what) => words.undrawn[what]))] : []),
    ...(unused.length > 0 ? [words.unused(unused)] : []),
    ...(unset.length > 0 ? [words.unset([...new Set(unset)])] : []),
    ...(hasVersion ? [words.obsoleteVersion] : []),
  ];
}

/** A path as the formats have it: slashes, one in front, behind which a drive of Windows may stand. */
function withSlashes(path: string): string {
  const slashes = path.replaceAll(sep, '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}

/** The path of {@link withSlashes} as the system has it. */
function realPath(path: string): string {
  return path.replace(/^\/(?=[A-Za-z]:)/, '');
}

/** A path as the learner would write it: seen from where they are, unless it lies elsewhere. */
function shownPath(file: string, cwd: string): string {
  const real = realPath(file);
  const seen = relative(cwd, real);
  return seen === '' || seen.startsWith('..') || isAbsolute(seen) ? real : seen;
}
