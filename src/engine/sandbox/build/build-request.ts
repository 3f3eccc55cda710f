import { DaemonError } from '../daemon/api.ts';
import { canonical, parseReference, withTag } from '../daemon/reference.ts';
import type { Bytes } from '../kernel/bytes.ts';
import { RequestError } from './build-error.ts';

/** A secret that RUN may mount: its bytes. */
export interface Secret {
  readonly id: string;
  readonly data: Bytes;
}

/** A build as the builder gets it from docker's client. */
export interface BuildRequest {
  /** The Dockerfile: its text, undefined if there is none, and the name under which it is shown. */
  readonly dockerfile: {
    readonly name: string;
    readonly text: string | undefined;
    readonly ignore: string | undefined;
  };
  /** Absolute path of the build context on the host; undefined: an empty one. */
  readonly context: string | undefined;
  /** Names in full. */
  readonly tags: readonly string[];
  readonly target: string;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly labels: Readonly<Record<string, string>>;
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly network: 'default' | 'none' | 'host';
  /** `name:address` */
  readonly hosts: readonly string[];
  readonly noCache: boolean;
  readonly pull: boolean;
}

/** @returns a tag in full. @throws RequestError for one that cannot be */
export function readTag(text: string): string {
  try {
    return canonical(withTag(parseReference(text)));
  } catch (problem) {
    if (!(problem instanceof DaemonError)) throw problem;
    throw new RequestError(`invalid tag ${JSON.stringify(text)}: ${problem.message}`);
  }
}

/** @returns `--build-arg NAME=value`; without a value, that of the environment, if it has one */
export function readBuildArgs(
  given: readonly string[],
  environment: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const text of given) {
    const equals = text.indexOf('=');
    if (equals === 0) throw new RequestError(`invalid build-arg ${JSON.stringify(text)}`);
    const name = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? environment.get(name) : text.slice(equals + 1);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** Where a `--secret` comes from. */
export interface SecretSource {
  readonly id: string;
  readonly file: string;
  readonly variable: string;
}

/** Reads `--secret id=x,src=path`, `id=x,env=NAME`, `id=x`. @throws RequestError */
export function readSecret(text: string): SecretSource {
  let id = '';
  let file = '';
  let variable = '';
  let type = '';
  for (const field of text.split(',')) {
    const equals = field.indexOf('=');
    if (equals < 0) throw new RequestError(`invalid field '${field}' must be a key=value pair`);
    const key = field.slice(0, equals).toLowerCase();
    const value = field.slice(equals + 1);
    if (key === 'type') {
      if (value !== 'file' && value !== 'env')
        throw new RequestError(`unsupported secret type ${JSON.stringify(value)}`);
      type = value;
    } else if (key === 'id') id = value;
    else if (key === 'source' || key === 'src') file = value;
    else if (key === 'env') variable = value;
    else throw new RequestError(`unexpected key '${key}' in '${field}'`);
  }
  if (type === 'env' && variable === '') return { id, file: '', variable: file };
  return { id, file, variable };
}
