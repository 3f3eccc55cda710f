/** Reads a real project's files for a picture of it. */
import { parseDotenv } from '../../formats/compose/dotenv.ts';
import { findComposeFiles } from '../../formats/compose/find-files.ts';
import { loadCompose } from '../../formats/compose/load.ts';
import type { ComposeProblem } from '../../formats/compose/model.ts';
import { folderOf } from '../../formats/compose/paths.ts';
import { TemplateError } from '../../formats/compose/template.ts';
import { ComposeError } from '../../formats/compose/tree.ts';
import { modelOfProject, type ProjectPicture } from './from-project.ts';

/** Where a project is, and what it is read with. Paths are absolute and have slashes. */
export interface ProjectRequest {
  /** A Compose file; or a folder that has one. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Variables of the process. They win over those of `.env`. */
  readonly environment: ReadonlyMap<string, string>;
  /** @returns a file's text; undefined if it is not there */
  readonly read: (path: string) => string | undefined;
}

/** What was found. */
export interface ReadProject {
  /** Absent if Compose would refuse the project; the last of the problems says why. */
  readonly picture?: ProjectPicture;
  readonly problems: readonly ComposeProblem[];
  /** The files that were laid over one another; none: the folder has no Compose file. */
  readonly files: readonly string[];
  /** Networks and volumes that no service uses, of which Compose makes none. */
  readonly unused: readonly string[];
}

/**
 * Reads a project as `docker compose` does in its folder: with the override that lies beside a file of the usual name,
 * with `.env`, and with what it includes and extends. All its profiles are on, and files of variables for containers
 * are not read: they change nothing in a picture.
 */
export function readProject({ path, isFolder, environment, read }: ProjectRequest): ReadProject {
  const folder = isFolder ? path : folderOf(path);
  const isHere = (file: string) => folderOf(file) === folder;
  const mayTake = (file: string) => isFolder || file === path || file.includes('.override.');
  const found = findComposeFiles(folder, (file) => isHere(file) && mayTake(file) && read(file) !== undefined);
  const files = isFolder || found.files.includes(path) ? found.files : [path];
  const [first] = files;
  if (first === undefined) return { problems: [], files: [], unused: [] };
  const variables = dotenv(`${folder === '/' ? '' : folder}/.env`, environment, read);
  if ('problem' in variables) return { problems: [variables.problem], files, unused: [] };
  const { project, problems } = loadCompose({
    files,
    workingDir: folder,
    environment: variables.values,
    profiles: ['*'],
    serviceFiles: false,
    outside: true,
    read,
  });
  if (project === undefined) return { problems, files, unused: [] };
  return { picture: modelOfProject(project), problems, files, unused: project.unused };
}

function dotenv(
  file: string,
  environment: ReadonlyMap<string, string>,
  read: ProjectRequest['read'],
): { values: ReadonlyMap<string, string> } | { problem: ComposeProblem } {
  try {
    const own = parseDotenv(read(file) ?? '', (name) => environment.get(name));
    return { values: new Map([...own, ...environment]) };
  } catch (error) {
    if (!(error instanceof ComposeError || error instanceof TemplateError)) throw error;
    const line = Number(/^line (\d+): /.exec(error.message)?.[1] ?? 0);
    const message = error.message.replace(/^line \d+: /, '');
    return { problem: { severity: 'error', message, path: '', file, line, column: 0 } };
  }
}
