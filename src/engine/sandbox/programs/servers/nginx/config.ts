import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import { globToRegExp } from './glob.ts';
import { ConfigError, type Directive, failAt, parseConfig } from './parse.ts';

/** Directives that an outer block hands on to the inner ones. */
export interface Scope {
  readonly root?: string;
  readonly alias?: string;
  readonly index?: readonly string[];
  readonly accessLogs?: readonly { readonly path: string; readonly format: string }[];
  readonly errorPages?: readonly {
    readonly codes: readonly number[];
    readonly answer?: number;
    readonly uri: string;
  }[];
  readonly headers?: readonly { readonly name: string; readonly value: string; readonly always: boolean }[];
  readonly proxyHeaders?: readonly (readonly [name: string, value: string])[];
  readonly defaultType?: string;
  readonly tryFiles?: readonly string[];
  readonly autoindex?: boolean;
  readonly serverTokens?: boolean;
  readonly maxBody?: number;
}

export interface Location extends Scope {
  readonly kind: 'exact' | 'prefix' | 'stop' | 'regex' | 'named';
  readonly match: string;
  readonly regex?: RegExp;
  readonly returns?: { readonly status: number; readonly text?: string };
  readonly proxy?: { readonly url: string; readonly uri: string | undefined; readonly upstream: string };
  readonly stub?: boolean;
  readonly internal: boolean;
}

export interface Server extends Scope {
  readonly listens: readonly {
    readonly address: string | undefined;
    readonly port: number;
    readonly isDefault: boolean;
  }[];
  readonly names: readonly string[];
  readonly locations: readonly Location[];
  readonly returns?: { readonly status: number; readonly text?: string };
}

/** Addresses that an upstream stands for, asked for at the start. */
export type Upstreams = ReadonlyMap<string, readonly { readonly address: string; readonly port: number }[]>;

export interface Config {
  readonly servers: readonly Server[];
  readonly upstreams: Upstreams;
  readonly formats: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly user: string;
  readonly workers: number | 'auto';
  readonly pid: string;
  readonly errorLog: string;
  readonly daemon: boolean;
}

const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** Directives that change nothing that can be seen in the sandbox. */
const WITHOUT_EFFECT = new Set(
  (
    'sendfile tcp_nopush tcp_nodelay keepalive_timeout keepalive_requests worker_connections multi_accept use ' +
    'types_hash_max_size types_hash_bucket_size server_names_hash_bucket_size server_names_hash_max_size ' +
    'worker_rlimit_nofile gzip gzip_vary gzip_proxied gzip_comp_level gzip_types gzip_min_length gzip_buffers ' +
    'gzip_http_version client_body_timeout client_header_timeout send_timeout client_body_buffer_size ' +
    'client_header_buffer_size large_client_header_buffers proxy_http_version proxy_connect_timeout ' +
    'proxy_read_timeout proxy_send_timeout proxy_buffering proxy_buffers proxy_buffer_size proxy_busy_buffers_size ' +
    'proxy_redirect proxy_cache_bypass proxy_request_buffering open_file_cache log_not_found charset etag ' +
    'if_modified_since reset_timedout_connection expires working_directory worker_priority accept_mutex ' +
    'server_name_in_redirect port_in_redirect absolute_redirect resolver resolver_timeout merge_slashes keepalive ' +
    'worker_shutdown_timeout thread_pool least_conn ip_hash zone proxy_next_upstream max_ranges sub_filter_once'
  ).split(' '),
);

/** Directives of nginx that the sandbox refuses by name. */
const NOT_MODELLED = new Set(
  (
    'rewrite if set map geo split_clients auth_basic auth_basic_user_file limit_req limit_req_zone limit_conn ' +
    'limit_conn_zone fastcgi_pass fastcgi_param fastcgi_index uwsgi_pass scgi_pass grpc_pass memcached_pass ssl ' +
    'ssl_certificate ssl_certificate_key ssl_protocols ssl_ciphers ssl_session_cache ssl_session_timeout stream mail ' +
    'load_module proxy_cache proxy_cache_path proxy_cache_valid allow deny satisfy sub_filter mirror js_import ' +
    'js_content perl auth_request valid_referers secure_link http2 http3 image_filter xslt_stylesheet dav_methods ' +
    'proxy_pass_header proxy_hide_header proxy_set_body proxy_method proxy_ssl_verify empty_gif random_index ssi'
  ).split(' '),
);

const CONTEXTS: Readonly<Record<string, string>> = {
  user: 'main',
  worker_processes: 'main',
  pid: 'main',
  daemon: 'main',
  master_process: 'main',
  events: 'main',
  http: 'main',
  env: 'main',
  pcre_jit: 'main',
  error_log: 'main http server location',
  upstream: 'http',
  types: 'http server location',
  log_format: 'http',
  server: 'http upstream',
  listen: 'server',
  server_name: 'server',
  location: 'server location',
  return: 'server location',
  root: 'http server location',
  alias: 'location',
  index: 'http server location',
  access_log: 'http server location',
  error_page: 'http server location',
  add_header: 'http server location',
  default_type: 'http server location',
  try_files: 'server location',
  autoindex: 'http server location',
  server_tokens: 'http server location',
  client_max_body_size: 'http server location',
  proxy_pass: 'location',
  proxy_set_header: 'http server location',
  internal: 'location',
  stub_status: 'location',
};

/** Whether a directive must end with `;` and take so many arguments at least and at most. */
const COUNTS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  user: [1, 2],
  worker_processes: [1, 1],
  pid: [1, 1],
  daemon: [1, 1],
  listen: [1, 20],
  root: [1, 1],
  alias: [1, 1],
  proxy_pass: [1, 1],
  default_type: [1, 1],
  autoindex: [1, 1],
  server_tokens: [1, 1],
  return: [1, 2],
  internal: [0, 0],
  try_files: [2, 20],
  proxy_set_header: [2, 2],
  add_header: [2, 3],
  error_page: [2, 20],
  log_format: [2, 20],
  access_log: [1, 10],
  error_log: [1, 2],
  index: [1, 20],
  server_name: [1, 50],
  client_max_body_size: [1, 1],
};

/** Checks a directive as nginx does before it looks at the arguments. */
function check(one: Directive, context: string): void {
  if (WITHOUT_EFFECT.has(one.name)) return;
  if (NOT_MODELLED.has(one.name)) {
    throw new ConfigError(
      `the sandbox does not model the directive "${one.name}" yet, in ${one.file}:${one.line}`,
    );
  }
  const allowed = CONTEXTS[one.name];
  if (allowed === undefined) failAt(`unknown directive "${one.name}"`, one);
  if (!allowed.split(' ').includes(context)) failAt(`"${one.name}" directive is not allowed here`, one);
  const count = COUNTS[one.name];
  if (count !== undefined) {
    if (one.block !== undefined) failAt(`directive "${one.name}" is not terminated by ";"`, one);
    if (one.args.length < count[0] || one.args.length > count[1]) {
      failAt(`invalid number of arguments in "${one.name}" directive`, one);
    }
  } else if (
    one.block === undefined &&
    one.name !== 'server' &&
    one.name !== 'env' &&
    one.name !== 'pcre_jit' &&
    one.name !== 'stub_status' &&
    one.name !== 'master_process'
  ) {
    failAt(`directive "${one.name}" has no opening "{"`, one);
  }
}

function onOff(one: Directive): boolean {
  const [value = ''] = one.args;
  if (value !== 'on' && value !== 'off' && value !== 'build') {
    failAt(`invalid value "${value}" in "${one.name}" directive, it must be "on" or "off"`, one);
  }
  return value !== 'off';
}

function sizeOf(one: Directive): number {
  const match = /^(\d+)([kKmMgG]?)$/.exec(one.args[0] ?? '');
  if (match === null) return failAt(`"${one.name}" directive invalid value`, one);
  return Number(match[1]) * 1024 ** ['', 'k', 'm', 'g'].indexOf(match[2]!.toLowerCase());
}

function scopeOf(block: readonly Directive[], outer: Scope): Scope {
  const all = (name: string): Directive[] => block.filter((one) => one.name === name);
  const last = (name: string): Directive | undefined => all(name).at(-1);
  const accessLogs = all('access_log').flatMap(({ args: [path = '', format = 'combined'] }) =>
    path === 'off' ? [] : [{ path, format }],
  );
  const errorPages = all('error_page').map(({ args }) => ({
    codes: args
      .slice(0, -1)
      .filter((word) => /^\d+$/.test(word))
      .map(Number),
    ...(args.some((word) => /^=\d+$/.test(word))
      ? { answer: Number(args.find((word) => /^=\d+$/.test(word))!.slice(1)) }
      : {}),
    uri: args.at(-1) ?? '',
  }));
  const headers = all('add_header').map(({ args: [name = '', value = '', third] }) => ({
    name,
    value,
    always: third === 'always',
  }));
  const proxyHeaders = all('proxy_set_header').map(
    ({ args: [name = '', value = ''] }) => [name, value] as const,
  );
  const [root, index, type, tries, listing, tokens, body] = [
    'root',
    'index',
    'default_type',
    'try_files',
    'autoindex',
    'server_tokens',
    'client_max_body_size',
  ].map(last);
  return {
    ...outer,
    ...(root === undefined ? {} : { root: root.args[0]! }),
    ...(index === undefined ? {} : { index: index.args }),
    ...(type === undefined ? {} : { defaultType: type.args[0]! }),
    ...(tries === undefined ? {} : { tryFiles: tries.args }),
    ...(listing === undefined ? {} : { autoindex: onOff(listing) }),
    ...(tokens === undefined ? {} : { serverTokens: onOff(tokens) }),
    ...(body === undefined ? {} : { maxBody: sizeOf(body) }),
    ...(all('access_log').length === 0 ? {} : { accessLogs }),
    ...(errorPages.length === 0 ? {} : { errorPages }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(proxyHeaders.length === 0 ? {} : { proxyHeaders }),
  };
}

function returnOf(block: readonly Directive[]): { status: number; text?: string } | undefined {
  const one = block.find(({ name }) => name === 'return');
  if (one === undefined) return undefined;
  const [first = '', text] = one.args;
  if (/^https?:/.test(first)) return { status: 302, text: first };
  if (!/^\d{3}$/.test(first)) return failAt(`invalid return code "${first}"`, one);
  return { status: Number(first), ...(text === undefined ? {} : { text }) };
}

function locationOf(
  one: Directive,
  outer: Scope,
  process: Process,
  upstreams: Map<string, { address: string; port: number }[]>,
): Location[] {
  const block = one.block ?? [];
  for (const inner of block) check(inner, 'location');
  const words = [...one.args];
  const first = words[0] ?? '';
  const sign = ['=', '~', '~*', '^~'].includes(first)
    ? words.shift()!
    : (/^(=|~\*|~|\^~)(?=.)/.exec(first)?.[0] ?? '');
  const match = (words[0] ?? '').slice(words[0] === first ? sign.length : 0);
  let regex: RegExp | undefined;
  if (sign === '~' || sign === '~*') {
    try {
      regex = new RegExp(match, sign === '~*' ? 'i' : '');
    } catch {
      failAt(`pcre2_compile() failed in "${match}"`, one);
    }
  }
  const { tryFiles: _, ...inherited } = outer;
  const scope = scopeOf(block, inherited);
  const alias = block.find(({ name }) => name === 'alias');
  const returns = returnOf(block);
  const pass = block.find(({ name }) => name === 'proxy_pass');
  const proxy = pass === undefined ? undefined : proxyOf(pass, process, upstreams);
  if (proxy?.uri !== undefined && regex !== undefined) {
    failAt(
      '"proxy_pass" cannot have URI part in location given by regular expression, or inside named location, or inside "if" statement, or inside "limit_except" block',
      pass!,
    );
  }
  const location: Location = {
    ...scope,
    ...(alias === undefined ? {} : { alias: alias.args[0]! }),
    kind:
      sign === '='
        ? 'exact'
        : sign === '^~'
          ? 'stop'
          : regex !== undefined
            ? 'regex'
            : match.startsWith('@')
              ? 'named'
              : 'prefix',
    match,
    ...(regex === undefined ? {} : { regex }),
    ...(returns === undefined ? {} : { returns }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(block.some(({ name }) => name === 'stub_status') ? { stub: true } : {}),
    internal: block.some(({ name }) => name === 'internal'),
  };
  const inner = block
    .filter(({ name }) => name === 'location')
    .flatMap((each) => locationOf(each, scope, process, upstreams));
  return [location, ...inner];
}

function proxyOf(
  one: Directive,
  process: Process,
  upstreams: Map<string, { address: string; port: number }[]>,
): NonNullable<Location['proxy']> {
  const [url = ''] = one.args;
  const match = /^(https?):\/\/([^/:$]+)(?::(\d+))?(\/.*)?$/.exec(url);
  if (url.includes('$'))
    throw new ConfigError(
      `the sandbox does not model variables in "proxy_pass" yet, in ${one.file}:${one.line}`,
    );
  if (match === null) return failAt(/^https?:/.test(url) ? 'no host in upstream' : 'invalid URL prefix', one);
  if (match[1] === 'https')
    throw new ConfigError(`the sandbox does not model "proxy_pass https://" yet, in ${one.file}:${one.line}`);
  const name = match[3] === undefined ? match[2]! : `${match[2]}:${match[3]}`;
  if (!upstreams.has(name)) upstreams.set(name, resolveAt(match[2]!, Number(match[3] ?? 80), one, process));
  return { url, uri: match[4], upstream: name };
}

function resolveAt(
  host: string,
  port: number,
  one: Directive,
  process: Process,
): { address: string; port: number }[] {
  try {
    return process.net.resolve(host).map((address) => ({ address, port }));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return failAt(`host not found in upstream "${host}${port === 80 ? '' : `:${port}`}"`, one);
  }
}

function listenOf(one: Directive): Server['listens'][number] {
  const [text = '', ...flags] = one.args;
  const match =
    /^(?:(\[[0-9a-fA-F:]*\]|[^:]*):)?(\d+)$/.exec(text) ??
    (/^[\d.]+$|^localhost$/.test(text) ? [text, text, '80'] : null);
  if (match === null || Number(match[2]) > 65_535 || Number(match[2]) < 1) {
    return failAt(
      match === null
        ? `host not found in "${text}" of the "listen" directive`
        : `invalid port in "${text}" of the "listen" directive`,
      one,
    );
  }
  for (const flag of flags) {
    if (flag === 'ssl' || flag === 'quic')
      throw new ConfigError(`the sandbox does not model "listen … ${flag}" yet, in ${one.file}:${one.line}`);
    if (
      !/^(default_server|http2|reuseport|ipv6only=(on|off)|deferred|backlog=\d+|so_keepalive=.*)$/.test(flag)
    ) {
      failAt(`invalid parameter "${flag}"`, one);
    }
  }
  const host = match[1];
  const address =
    host === undefined || host === '*' || host === '0.0.0.0' || host.startsWith('[')
      ? undefined
      : host === 'localhost'
        ? '127.0.0.1'
        : host;
  return { address, port: Number(match[2]), isDefault: flags.includes('default_server') };
}

function serverOf(
  one: Directive,
  outer: Scope,
  process: Process,
  upstreams: Map<string, { address: string; port: number }[]>,
): Server {
  const block = one.block ?? [];
  for (const inner of block) check(inner, 'server');
  const scope = scopeOf(block, outer);
  const returns = returnOf(block);
  const listens = block.filter(({ name }) => name === 'listen').map(listenOf);
  // IPv6 and IPv4 are one in the sandbox: [::]:80 beside 80 is the same socket.
  const distinct = listens.filter(
    (listen, at) =>
      listens.findIndex((other) => other.port === listen.port && other.address === listen.address) === at,
  );
  return {
    ...scope,
    listens: distinct.length === 0 ? [{ address: undefined, port: 80, isDefault: false }] : distinct,
    names: block.filter(({ name }) => name === 'server_name').flatMap(({ args }) => args),
    locations: block
      .filter(({ name }) => name === 'location')
      .flatMap((each) => locationOf(each, scope, process, upstreams)),
    ...(returns === undefined ? {} : { returns }),
  };
}

function upstreamOf(one: Directive, process: Process): { address: string; port: number }[] {
  const servers = (one.block ?? []).filter(({ name }) => name === 'server');
  for (const inner of one.block ?? []) if (inner.name !== 'server') check(inner, 'upstream');
  if (servers.length === 0) failAt('no servers are inside upstream', one);
  return servers.flatMap((each) => {
    const [host = '', port = '80'] = (each.args[0] ?? '').split(':');
    return resolveAt(host, Number(port), each, process);
  });
}

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
