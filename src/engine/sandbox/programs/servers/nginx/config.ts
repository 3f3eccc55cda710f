import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import { scopeOf, serverOf, upstreamOf } from './blocks.ts';
import { check } from './directives.ts';
import { globToRegExp } from './glob.ts';
import type { Config } from './model.ts';
import { ConfigError, type Directive, failAt, parseConfig } from './parse.ts';

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/**
 * Reads nginx's configuration as it is at the start, its includes and the names in it.
 * @param extra what `-g` says
 * @throws ConfigError in nginx's words
 */
export function readConfig(process: Process, path: string, extra: string): Config {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const load = (file: string, place?: Directive): readonly Directive[] => {
    let text: string;
    try {
      text = process.fs.readFile(file);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const code = error.code === 'ENOENT' ? 2 : error.code === 'EACCES' ? 13 : 21;
      const message = `open() "${file}" failed (${code}: ${error.message})`;
      return place === undefined ? fail(message) : failAt(message, place);
    }
    return parseConfig(text, file, include);
  };
  const include = (pattern: string, place: Directive): readonly Directive[] => {
    const whole = pattern.startsWith('/') ? pattern : `${folder}/${pattern}`;
    if (!/[*?[]/.test(whole)) return load(whole, place);
    const slash = whole.lastIndexOf('/');
    const match = globToRegExp(whole.slice(slash + 1));
    let names: readonly string[] = [];
    try {
      names = process.fs.readDirectory(whole.slice(0, slash));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
    return names
      .filter((name) => match.test(name))
      .flatMap((name) => load(`${whole.slice(0, slash)}/${name}`, place));
  };
  const main = [
    ...parseConfig(extra === '' || /;\s*$/.test(extra) ? extra : `${extra};`, 'command line', include),
    ...load(path),
  ];
  for (const one of main) check(one, 'main');
  if (!main.some(({ name }) => name === 'events')) fail('no "events" section in configuration');
  const http = main.find(({ name }) => name === 'http')?.block ?? [];
  for (const one of http) check(one, 'http');
  const formats = new Map([['combined', COMBINED]]);
  for (const one of http.filter(({ name }) => name === 'log_format')) {
    formats.set(
      one.args[0]!,
      one.args
        .slice(1)
        .filter((word) => !word.startsWith('escape='))
        .join(''),
    );
  }
  for (const one of http.filter(({ name }) => name === 'access_log')) {
    const format = one.args[1];
    if (format !== undefined && !formats.has(format)) failAt(`unknown log format "${format}"`, one);
  }
  const types = new Map<string, string>();
  for (const { name, args } of http
    .filter(({ name }) => name === 'types')
    .flatMap(({ block }) => block ?? [])) {
    for (const extension of args) types.set(extension, name);
  }
  const upstreams = new Map<string, { address: string; port: number }[]>();
  for (const one of http.filter(({ name }) => name === 'upstream'))
    upstreams.set(one.args[0] ?? '', upstreamOf(one, process));
  const scope = scopeOf(http, { accessLogs: [{ path: '/var/log/nginx/access.log', format: 'combined' }] });
  const value = (name: string): string | undefined => main.find((one) => one.name === name)?.args[0];
  const workers = value('worker_processes') ?? '1';
  return {
    servers: http
      .filter(({ name }) => name === 'server')
      .map((one) => serverOf(one, scope, process, upstreams)),
    upstreams,
    formats,
    types,
    user: value('user') ?? 'nobody',
    workers: workers === 'auto' ? 'auto' : Math.max(1, Number(workers) || 1),
    pid: value('pid') ?? '/run/nginx.pid',
    errorLog: value('error_log') ?? '/var/log/nginx/error.log',
    daemon: value('daemon') !== 'off',
  };
}

function fail(message: string): never {
  throw new ConfigError(message);
}
