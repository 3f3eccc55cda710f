import { canonical } from './canonical.ts';
import { parseDotenv } from './dotenv.ts';
import { mergeTrees, mergeValues, unique } from './merge.ts';
import { parseYaml } from './parse-yaml.ts';
import { cleanPath, folderOf, resolvePath, resolvePaths } from './paths.ts';
import { type Lookup, substitute, TemplateError } from './template.ts';
import {
  ComposeError,
  clone,
  entriesOf,
  isList,
  isMapping,
  type Mapping,
  mapping,
  type Position,
  texts,
  type Value,
} from './tree.ts';
import { validateSchema } from './validate.ts';

/** What reading needs of the outside. */
export interface ComposeReader {
  /** @returns a file's text; undefined if it is not there */
  read(path: string): string | undefined;
  /** The home folder, for `~`. */
  readonly home: string;
  /** Is told of what Compose warns of, without its level. */
  warn(message: string, path: string): void;
}

/** Reads the files of one project: parses, interpolates, includes, extends, merges, checks and writes short forms out. */
export class Loader {
  private readonly reader: ComposeReader;
  private readonly interpolates: boolean;
  /** Where things stand, filled as files are read. */
  private readonly positions: Map<string, Position>;
  /** Folders that an include may come from: the project's. */
  private readonly root: string;

  constructor(reader: ComposeReader, root: string, positions: Map<string, Position>, interpolates = true) {
    this.reader = reader;
    this.root = root;
    this.positions = positions;
    this.interpolates = interpolates;
  }

  /**
   * @param files absolute paths, each laid over those before it
   * @param folder relative paths are seen from here
   * @param included the files that are being included, for cycles
   * @throws ComposeError
   */
  load(files: readonly string[], folder: string, lookup: Lookup, included: readonly string[] = []): Mapping {
    let tree = mapping();
    for (const file of files) tree = this.file(file, folder, lookup, tree, included);
    resolvePaths(tree, folder, this.reader.home);
    return tree;
  }

  private text(file: string): string {
    const text = this.reader.read(file);
    if (text === undefined) throw new ComposeError(`open ${file}: no such file or directory`);
    return text;
  }

  private file(
    file: string,
    folder: string,
    lookup: Lookup,
    base: Mapping,
    included: readonly string[],
  ): Mapping {
    let tree = base;
    for (const document of parseYaml(file, this.text(file))) {
      if (document.value === null) continue;
      if (!isMapping(document.value)) throw new ComposeError('top-level object must be a mapping');
      for (const [path, position] of document.positions) this.positions.set(path, position);
      const own = this.interpolate(document.value, '', lookup) as Mapping;
      const merged = this.include(own, folder, lookup, [...included, file]);
      this.extend(merged, file, folder, lookup);
      tree = mergeTrees(tree, merged, document.forgotten);
      validateSchema(file, tree);
      if ('version' in tree) {
        this.reader.warn(
          `${file}: the attribute \`version\` is obsolete, it will be ignored, please remove it to avoid potential confusion`,
          'version',
        );
        delete tree['version'];
      }
      tree = unique(canonical(tree)) as Mapping;
    }
    return tree;
  }

  /** Fills the variables in, everywhere but in keys. */
  private interpolate(value: Value, path: string, lookup: Lookup): Value {
    if (typeof value === 'string') return this.interpolates ? this.fill(value, path, lookup) : value;
    if (isList(value)) return value.map((item, index) => this.interpolate(item, `${path}.${index}`, lookup));
    if (!isMapping(value)) return value;
    return mapping(
      Object.entries(value).map(([key, item]) => [
        key,
        this.interpolate(item, path === '' ? key : `${path}.${key}`, lookup),
      ]),
    );
  }

  private fill(value: string, path: string, lookup: Lookup): string {
    if (!value.includes('$')) return value;
    const shown = path.replace(/\.\d+(?=\.|$)/g, '.[]');
    try {
      return substitute(value, lookup, (name) =>
        this.reader.warn(
          `The ${JSON.stringify(name)} variable is not set. Defaulting to a blank string.`,
          path,
        ),
      );
    } catch (problem) {
      if (!(problem instanceof TemplateError)) throw problem;
      throw new ComposeError(
        problem.kind === 'invalid'
          ? `invalid interpolation format for ${shown}.\nYou may need to escape any $ with another $.\n${problem.message}`
          : `error while interpolating ${shown}: ${problem.message}`,
        path,
      );
    }
  }

  private include(tree: Mapping, folder: string, lookup: Lookup, included: readonly string[]): Mapping {
    const wanted = tree['include'];
    if (wanted === undefined || wanted === null) return tree;
    if (!isList(wanted)) throw new ComposeError(`\`include\` must be a list, got ${wanted}`, 'include');
    const result = mapping(Object.entries(tree).filter(([key]) => key !== 'include'));
    for (const [index, item] of wanted.entries()) {
      const entry = isMapping(item) ? item : mapping([['path', item]]);
      const files = texts(entry['path']).map((path) => resolvePath(folder, path, this.reader.home));
      const [main] = files;
      if (main === undefined) continue;
      for (const file of files) this.stayInside(file, `include.${index}`);
      if (included.includes(main))
        throw new ComposeError(
          `include cycle detected:\n${included[0]}\n include ${[...included.slice(1), main].join('\n include ')}`,
          'include',
        );
      const directory = entry['project_directory'];
      const own =
        directory === undefined ? folderOf(main) : resolvePath(folder, String(directory), this.reader.home);
      const imported = this.load(files, own, this.includedLookup(entry, own, folder, lookup), included);
      this.join(result, imported);
    }
    return result;
  }

  /** What is outside of the project's folder is none of this project's business here. */
  private stayInside(file: string, path: string): void {
    const inside = this.root === '/' ? '/' : `${this.root}/`;
    if (!cleanPath(file).startsWith(inside))
      throw new ComposeError(`include: ${file} is outside of the project's folder ${this.root}`, path);
  }

  private includedLookup(entry: Mapping, own: string, folder: string, lookup: Lookup): Lookup {
    const named = texts(entry['env_file']).filter((file) => file !== '/dev/null');
    const files =
      named.length > 0 ? named.map((file) => resolvePath(folder, file, this.reader.home)) : [`${own}/.env`];
    const values = new Map<string, string>();
    for (const file of files) {
      const text = this.reader.read(file);
      if (text === undefined && named.length > 0)
        throw new ComposeError(`stat ${file}: no such file or directory`);
      for (const [name, value] of parseDotenv(text ?? '', lookup)) values.set(name, value);
    }
    return (name) => lookup(name) ?? values.get(name);
  }

  private join(into: Mapping, imported: Mapping): void {
    for (const kind of ['services', 'volumes', 'networks', 'secrets', 'configs', 'models']) {
      const more = imported[kind];
      if (!isMapping(more)) continue;
      const there = isMapping(into[kind]) ? (into[kind] as Mapping) : mapping();
      for (const [name, item] of Object.entries(more)) {
        const before = there[name];
        if (before !== undefined && JSON.stringify(before) !== JSON.stringify(item))
          // What the file itself says lies over what it includes.
          there[name] = mergeValues(item, before, [kind, name]);
        else there[name] = item;
      }
      into[kind] = there;
    }
  }

  private extend(tree: Mapping, file: string, folder: string, lookup: Lookup): void {
    const services = tree['services'];
    if (!isMapping(services)) return;
    for (const name of Object.keys(services))
      services[name] = this.extended(name, services, file, folder, lookup, []);
  }

  private extended(
    name: string,
    services: Mapping,
    file: string,
    folder: string,
    lookup: Lookup,
    trail: readonly string[],
  ): Value {
    const service = services[name] ?? null;
    if (!isMapping(service) || service['extends'] === undefined) return service;
    const path = `services.${name}.extends`;
    const wanted = service['extends'];
    const reference = isMapping(wanted) ? wanted : mapping([['service', wanted]]);
    const base = String(reference['service'] ?? '');
    if (base === '') throw new ComposeError(`extends.${name}.service is required`, path);
    const mark = `${file} ${name}`;
    if (trail.includes(mark)) {
      const shown = [...trail, mark].map((one) => {
        const [where = '', who = ''] = one.split(' ');
        return `${where} extends ${who}`;
      });
      throw new ComposeError(`circular reference:\n  ${shown.join('\n  ')}`, path);
    }
    const found = this.base(name, base, reference, services, file, folder, lookup, [...trail, mark]);
    const rest = mapping(Object.entries(service).filter(([key]) => key !== 'extends'));
    return found === null ? rest : mergeValues(clone(found), rest, ['services', name]);
  }

  private base(
    name: string,
    base: string,
    reference: Mapping,
    services: Mapping,
    file: string,
    folder: string,
    lookup: Lookup,
    trail: readonly string[],
  ): Value {
    const other = reference['file'];
    if (other === undefined || other === null) {
      if (!(base in services))
        throw new ComposeError(
          `cannot extend service ${JSON.stringify(name)} in ${file}: service ${JSON.stringify(base)} not found`,
          `services.${name}.extends`,
        );
      return this.extended(base, services, file, folder, lookup, trail);
    }
    const from = resolvePath(folder, String(other), this.reader.home);
    const tree = this.foreign(from, lookup);
    const found = tree['services'];
    if (!isMapping(found) || !(base in found))
      throw new ComposeError(
        isMapping(found)
          ? `cannot extend service ${JSON.stringify(name)} in ${file}: service ${JSON.stringify(base)} not found in ${other}`
          : `cannot extend service ${JSON.stringify(name)} in ${from}: no services section`,
        `services.${name}.extends`,
      );
    return this.extended(base, found, from, folderOf(from), lookup, trail);
  }

  /** Another file's tree, for its services to be extended: its paths are seen from its own folder. */
  private foreign(file: string, lookup: Lookup): Mapping {
    let tree = mapping();
    for (const document of parseYaml(file, this.text(file)))
      if (isMapping(document.value))
        tree = mergeTrees(tree, this.interpolate(document.value, '', lookup) as Mapping, document.forgotten);
    const long = canonical(tree);
    resolvePaths(long, folderOf(file), this.reader.home);
    return long;
  }
}

/** @returns the name that the files give the project; the last one that says something */
export function nameInFiles(files: readonly string[], reader: ComposeReader, lookup: Lookup): string {
  let name = '';
  for (const file of files)
    for (const { value } of safely(() => namedDocuments(file, reader.read(file) ?? '')))
      for (const [key, item] of entriesOf(value))
        if (key === 'name' && typeof item === 'string' && item !== '') name = item;
  return name === '' ? '' : substitute(name, lookup);
}

/** The documents of a file; none if no key `name` is in it, which spares reading it twice. */
function namedDocuments(file: string, text: string): ReturnType<typeof parseYaml> {
  return /(^|[{,\s"'])name["']?\s*:/m.test(text) ? parseYaml(file, text) : [];
}

/** What is wrong with a file is told when it is loaded. */
function safely<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof ComposeError) return [];
    throw problem;
  }
}
