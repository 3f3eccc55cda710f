import { SystemError } from '../../../kernel/errors.ts';
import type { Process } from '../../../kernel/process.ts';
import { check, onOff, sizeOf } from './directives.ts';
import type { Location, Scope, Server } from './model.ts';
import { ConfigError, type Directive, failAt } from './parse.ts';

/** @returns the directives of a block that inner blocks take over, on top of those of the outer one. @throws ConfigError */
export function scopeOf(block: readonly Directive[], outer: Scope): Scope {
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

/** @param upstreams grows by the hosts that are passed on to. @throws ConfigError */
export function serverOf(
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

/** @returns the addresses of an upstream’s servers. @throws ConfigError */
export function upstreamOf(one: Directive, process: Process): { address: string; port: number }[] {
  const servers = (one.block ?? []).filter(({ name }) => name === 'server');
  for (const inner of one.block ?? []) if (inner.name !== 'server') check(inner, 'upstream');
  if (servers.length === 0) failAt('no servers are inside upstream', one);
  return servers.flatMap((each) => {
    const [host = '', port = '80'] = (each.args[0] ?? '').split(':');
    return resolveAt(host, Number(port), each, process);
  });
}
