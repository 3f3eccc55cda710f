import { fromText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Task } from '../../../kernel/process.ts';
import { makeFolders } from '../catalog.ts';

/**
 * Where packages come from, as npm's messages and settings name it. The sandbox has no internet, so it is a name that
 * is nowhere (RFC 2606).
 */
export const REGISTRY = 'https://npm.example/';

/** Ends npm with an error: its code, and the lines that npm writes after `npm error`. */
export class NpmError extends Error {
  /** Undefined: the line `npm error code` is left out. */
  readonly code: string | undefined;
  readonly lines: readonly string[];
  readonly status: number;
  constructor(code: string | undefined, lines: readonly string[], status = 1) {
    super(lines[0] ?? code);
    this.code = code;
    this.lines = lines;
    this.status = status;
  }
}

/** Ends npm with the status of a script, without a word. */
export class NpmExit extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}

/** @returns the folder that npm keeps what it has fetched in, and its logs */
export function cacheFolder(process: Process): string {
  const { env } = process;
  return env.get('npm_config_cache') ?? env.get('NPM_CONFIG_CACHE') ?? `${env.get('HOME') ?? '/root'}/.npm`;
}

/** Writes what went wrong, and where the log of it is. @returns npm's exit status */
export function* tellError(process: Process, error: NpmError, silent: boolean): Task<number> {
  if (silent) return error.status;
  const lines = [...(error.code === undefined ? [] : [`code ${error.code}`]), ...error.lines];
  const stamp = new Date(process.now()).toISOString().replace(/[:.]/g, '_');
  const folder = `${cacheFolder(process)}/_logs`;
  const log = `${folder}/${stamp}-debug-0.log`;
  const text = lines.map((line) => `npm error ${line}`.trimEnd()).join('\n');
  try {
    makeFolders(process, folder);
    process.fs.writeFile(log, fromText(`0 verbose cli /usr/local/bin/node /usr/local/bin/npm\n${text}\n`));
    yield* process.write(
      2,
      fromText(`${text}\nnpm error A complete log of this run can be found in: ${log}\n`),
    );
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(
      2,
      fromText(
        `${text}\nnpm error Log files were not written due to an error writing to the directory: ${folder}\nnpm error You can rerun the command with \`--loglevel=verbose\` to see the logs in your terminal\n`,
      ),
    );
  }
  return error.status;
}

/** @returns milliseconds as npm writes how long it took: `502ms`, `3s`, `2m` */
export function shortTime(milliseconds: number): string {
  if (milliseconds >= 60_000) return `${Math.round(milliseconds / 60_000)}m`;
  return milliseconds >= 1000 ? `${Math.round(milliseconds / 1000)}s` : `${Math.round(milliseconds)}ms`;
}

/** What an installation did to node_modules. */
export interface Changes {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Packages that are there now, the project itself among them; 0: nobody asked whether they are safe. */
  readonly audited: number;
  /** Milliseconds. */
  readonly time: number;
}

/** @returns the line about what was done (npm's reify-output.js), and about what is known to be unsafe: nothing here */
export function summaryOf({ added, removed, changed, audited, time }: Changes): string {
  const packages = (count: number): string => `${count} package${count === 1 ? '' : 's'}`;
  let text = '\n';
  if (added + removed + changed === 0) text += audited > 0 ? 'up to date, ' : 'up to date';
  else {
    if (added > 0) text += `added ${packages(added)}`;
    if (removed > 0) {
      if (added > 0) text += ', ';
      if (added > 0 && audited === 0 && changed === 0) text += 'and ';
      text += `removed ${packages(removed)}`;
    }
    if (changed > 0) {
      if (added > 0 || removed > 0) text += ', ';
      if (audited === 0 && (added > 0 || removed > 0)) text += 'and ';
      text += `changed ${packages(changed)}`;
    }
    if (audited > 0) text += ', and ';
  }
  if (audited > 0) text += `audited ${packages(audited)}`;
  return `${text} in ${shortTime(time)}\n${audited > 0 ? '\nfound 0 vulnerabilities\n' : ''}`;
}

/**
 * @param offered packages that there are: told besides what npm says, for elsewhere the package may well exist
 * @returns the error about a package that the registry has not got
 */
export function notFound(name: string, range: string, offered: readonly string[]): NpmError {
  return new NpmError('E404', [
    `404 Not Found - GET ${REGISTRY}${name.replace('/', '%2f')} - Not found`,
    '404',
    `404  '${name}@${range === '' ? '*' : range}' is not in this registry.`,
    '404',
    '404 Note that you can also install from a',
    '404 tarball, folder, http url, or git url.',
    `the sandbox's registry is a small one. It has: ${offered.join(', ')}`,
  ]);
}

/**
 * @param versions those that there are
 * @returns the error about a version that the registry has not got
 */
export function noTarget(name: string, range: string, versions: readonly string[]): NpmError {
  return new NpmError('ETARGET', [
    `notarget No matching version found for ${name}@${range}.`,
    'notarget In most cases you or one of your dependencies are requesting',
    "notarget a package version that doesn't exist.",
    `the sandbox's registry is a small one. It has of ${name}: ${versions.join(', ')}`,
  ]);
}

/** @returns the error about a registry that cannot be reached */
export function offline(name: string): NpmError {
  const host = new URL(REGISTRY).host;
  return new NpmError('EAI_AGAIN', [
    'syscall getaddrinfo',
    'errno EAI_AGAIN',
    `request to ${REGISTRY}${name} failed, reason: getaddrinfo EAI_AGAIN ${host}`,
  ]);
}

/** @returns the refusal, by name, of what the sandbox's npm has not got */
export function refuse(what: string): NpmError {
  return new NpmError(undefined, [`the sandbox does not model ${what} yet`]);
}

/** @returns the error about a file or folder that must not be written */
export function noAccess(call: string, path: string): NpmError {
  const message = `EACCES: permission denied, ${call} '${path}'`;
  return new NpmError(
    'EACCES',
    [
      `syscall ${call}`,
      `path ${path}`,
      'errno -13',
      `[Error: ${message}] {`,
      '  errno: -13,',
      "  code: 'EACCES',",
      `  syscall: '${call}',`,
      `  path: '${path}'`,
      '}',
      '',
      'The operation was rejected by your operating system.',
      'It is likely you do not have the permissions to access this file as the current user',
      '',
      'If you believe this might be a permissions issue, please double-check the',
      'permissions of the file and its containing directories, or try running',
      'the command again as root/Administrator.',
    ],
    243,
  );
}
