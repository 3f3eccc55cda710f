import { checkConsistency } from './consistency.ts';
import { parseDotenv } from './dotenv.ts';
import { type ComposeReader, Loader, nameInFiles } from './loader.ts';
import type {
  ComposeFile,
  ComposeNetwork,
  ComposeProblem,
  ComposeProject,
  ComposeService,
  ComposeVolume,
} from './model.ts';
import { normalize } from './normalize.ts';
import { folderOf } from './paths.ts';
import { readService, textMap } from './read-service.ts';
import { withoutUnused, withProfiles, withSelected } from './select.ts';
import { type Lookup, TemplateError } from './template.ts';
import {
  ComposeError,
  entriesOf,
  isMapping,
  itemsOf,
  type Mapping,
  mapping,
  type Position,
  texts,
  type Value,
} from './tree.ts';

/** Which project is wanted, and what it is read from. */
export interface LoadOptions {
  /** Absolute; each lies over those before it. */
  readonly files: readonly string[];
  /** The folder that relative paths are seen from; left out: that of the first file. */
  readonly workingDir?: string;
  /** `-p`; else the file's `name:`, else the folder's. */
  readonly projectName?: string;
  /** What `COMPOSE_PROJECT_NAME` and the folder say, used where the files say nothing, is worked out from this. */
  readonly environment: ReadonlyMap<string, string>;
  readonly profiles?: readonly string[];
  /** Only these services and those that they depend on. */
  readonly services?: readonly string[];
  /** @returns a file's text; undefined if it is not there */
  readonly read: (path: string) => string | undefined;
  /** false: `$` stays as it is. */
  readonly interpolate?: boolean;
  /** false: what refers to nothing is let be. */
  readonly consistency?: boolean;
  /** false: `env_file` and `label_file` are not read, and may be missing. */
  readonly serviceFiles?: boolean;
  /** true: `include` may name files outside of the project's folder, as on a computer of one's own. */
  readonly outside?: boolean;
}

/** What loading comes to: a project, unless one of the problems is an error. */
export interface Loaded {
  readonly project: ComposeProject | undefined;
  /** Warnings in the order in which Compose prints them; an error is the last. */
  readonly problems: readonly ComposeProblem[];
}

/** @returns a name as Compose makes one of a folder's: lower case letters, digits, `-` and `_` */
function normalizeName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

function projectName(options: LoadOptions, folder: string, reader: ComposeReader, lookup: Lookup): string {
  const wanted = options.projectName ?? '';
  const variable = options.environment.get('COMPOSE_PROJECT_NAME') ?? '';
  for (const name of [wanted, variable]) {
    if (name === '') continue;
    if (normalizeName(name) !== name)
      throw new ComposeError(
        `invalid project name ${JSON.stringify(name)}: must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`,
      );
    return name;
  }
  const inFiles = normalizeName(nameInFiles(options.files, reader, lookup));
  const name = inFiles === '' ? normalizeName(folder.split('/').at(-1) ?? '') : inFiles;
  if (name === '') throw new ComposeError('project name must not be empty');
  return name;
}

const text = (value: Value | undefined): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

/** What everything has that a project declares at its top and services name. */
function resource(key: string, tree: Mapping) {
  return { key, name: String(tree['name']), external: tree['external'] === true, tree };
}

/** What a driver makes. */
function driven(tree: Mapping) {
  return {
    driver: text(tree['driver']),
    driverOptions: textMap(tree['driver_opts']),
    labels: textMap(tree['labels']),
  };
}

function network(key: string, tree: Mapping): ComposeNetwork {
  const ipam = isMapping(tree['ipam']) ? tree['ipam'] : mapping();
  const pool = itemsOf(ipam['config'])[0];
  return {
    ...resource(key, tree),
    ...driven(tree),
    internal: tree['internal'] === true,
    subnet: isMapping(pool) ? text(pool['subnet']) : undefined,
    gateway: isMapping(pool) ? text(pool['gateway']) : undefined,
  };
}

function volume(key: string, tree: Mapping): ComposeVolume {
  return { ...resource(key, tree), ...driven(tree) };
}

function fileObject(key: string, tree: Mapping): ComposeFile {
  return {
    ...resource(key, tree),
    file: text(tree['file']),
    environment: text(tree['environment']),
    content: text(tree['content']),
  };
}

function all<T>(tree: Value | undefined, read: (key: string, tree: Mapping) => T): ReadonlyMap<string, T> {
  return new Map(entriesOf(tree).map(([key, item]) => [key, read(key, isMapping(item) ? item : mapping())]));
}

/** Lays `environment` over what `env_file` says, `labels` over `label_file`, and drops the names of the files. */
function resolveFiles(service: Mapping, name: string, reader: ComposeReader, lookup: Lookup): Mapping {
  const environment = mapping();
  const unset = (variable: string) =>
    reader.warn(
      `The ${JSON.stringify(variable)} variable is not set. Defaulting to a blank string.`,
      `services.${name}.env_file`,
    );
  for (const item of itemsOf(service['env_file'])) {
    const file = isMapping(item) ? item : mapping([['path', item]]);
    const path = String(file['path']);
    const content = reader.read(path);
    if (content === undefined) {
      if (file['required'] === false) continue;
      throw new ComposeError(
        `env file ${path} not found: stat ${path}: no such file or directory`,
        `services.${name}.env_file`,
      );
    }
    const values = file['format'] === 'raw' ? rawLines(content) : dotenv(path, content, lookup, unset);
    for (const [key, value] of values) environment[key] = value;
  }
  const own = mapping(Object.entries(service).filter(([key]) => key !== 'env_file' && key !== 'label_file'));
  for (const [key, value] of entriesOf(own['environment'])) environment[key] = value;
  if (Object.keys(environment).length > 0 || own['environment'] !== undefined)
    own['environment'] = environment;
  const labels = mapping();
  for (const path of texts(service['label_file'])) {
    const content = reader.read(path);
    if (content === undefined)
      throw new ComposeError(`label file ${path} not found: stat ${path}: no such file or directory`);
    for (const [key, value] of dotenv(path, content, lookup, unset)) labels[key] = value;
  }
  for (const [key, value] of entriesOf(own['labels'])) labels[key] = value;
  if (Object.keys(labels).length > 0) own['labels'] = labels;
  return own;
}

function dotenv(
  path: string,
  content: string,
  lookup: Lookup,
  unset: (name: string) => void,
): ReadonlyMap<string, string> {
  try {
    return parseDotenv(content, lookup, unset);
  } catch (problem) {
    if (problem instanceof ComposeError || problem instanceof TemplateError)
      throw new ComposeError(`failed to read ${path}: ${problem.message}`);
    throw problem;
  }
}

function rawLines(content: string): ReadonlyMap<string, string> {
  return new Map(
    content
      .split('\n')
      .filter((line) => /^[^#\s=][^=]*=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function build(
  options: LoadOptions,
  reader: ComposeReader,
  positions: Map<string, Position>,
): ComposeProject {
  const { files } = options;
  const [first] = files;
  if (first === undefined) throw new ComposeError('no configuration file provided: not found');
  const folder = options.workingDir ?? folderOf(first);
  const environment = new Map(options.environment);
  const lookup: Lookup = (name) => environment.get(name);
  for (const file of files)
    if (reader.read(file) === undefined) throw new ComposeError(`open ${file}: no such file or directory`);
  const name = projectName(options, folder, reader, lookup);
  environment.set('COMPOSE_PROJECT_NAME', name);
  const root = options.outside === true ? '/' : folder;
  const loader = new Loader(reader, root, positions, options.interpolate !== false);
  const merged = loader.load(files, folder, lookup);
  if (Object.keys(merged).length === 0) throw new ComposeError('empty compose file');
  const tree = normalize(merged, name, lookup);
  const services = all(tree['services'], readService);
  const everything: ComposeProject = {
    name,
    workingDir: folder,
    files,
    environment,
    services,
    disabled: new Map(),
    networks: all(tree['networks'], network),
    volumes: all(tree['volumes'], volume),
    secrets: all(tree['secrets'], fileObject),
    configs: all(tree['configs'], fileObject),
    unused: [],
    extensions: mapping(Object.entries(tree).filter(([key]) => key.startsWith('x-'))),
    positions,
  };
  const profiled = withProfiles(everything, options.profiles ?? []);
  if (options.consistency !== false) checkConsistency(profiled);
  const project = withoutUnused(withSelected(profiled, options.services ?? []));
  if (options.serviceFiles === false) return project;
  const resolved = [...project.services].map(([key, service]): [string, ComposeService] => [
    key,
    { ...readService(key, resolveFiles(service.tree, key, reader, lookup)), dependsOn: service.dependsOn },
  ]);
  return { ...project, services: new Map(resolved) };
}

/**
 * Reads the files of a Compose project as `docker compose` does.
 *
 * @returns the project, and what Compose would warn of; or why it cannot be used, with the place in the file
 */
export function loadCompose(options: LoadOptions): Loaded {
  const problems: ComposeProblem[] = [];
  const positions = new Map<string, Position>();
  const later: { readonly message: string; readonly path: string }[] = [];
  const reader: ComposeReader = {
    read: options.read,
    home: options.environment.get('HOME') ?? '/root',
    warn: (message, path) => later.push({ message, path }),
  };
  const place = (path: string): Position | undefined => {
    for (let at = path; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
      const found = positions.get(at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const add = (severity: ComposeProblem['severity'], message: string, path: string, at?: Position) => {
    const found = at ?? place(path);
    problems.push({
      severity,
      message,
      path,
      file: found?.file ?? options.files[0] ?? '',
      line: found?.line ?? 0,
      column: found?.column ?? 0,
    });
  };
  let project: ComposeProject | undefined;
  let failure: ComposeError | TemplateError | undefined;
  try {
    project = build(options, reader, positions);
  } catch (problem) {
    if (!(problem instanceof ComposeError || problem instanceof TemplateError)) throw problem;
    failure = problem;
  }
  for (const { message, path } of later) add('warning', message, path);
  if (failure instanceof ComposeError) add('error', failure.message, failure.path, failure.position);
  else if (failure !== undefined) add('error', failure.message, '');
  return { project, problems };
}
