import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Task } from '../../../kernel/process.ts';

const DEFAULT = '/etc/nginx/conf.d/default.conf';

/** /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh: adds `listen [::]:80;` to the configuration of the package. */
export const listenOnIpv6: Program = function* (process) {
  const say = (message: string): Task<void> =>
    process.write(1, `10-listen-on-ipv6-by-default.sh: info: ${message}\n`);
  const quiet = process.env.get('NGINX_ENTRYPOINT_QUIET_LOGS') !== undefined;
  if (!process.fs.exists(DEFAULT)) {
    if (!quiet) yield* say(`${DEFAULT} is not a file or does not exist`);
    return 0;
  }
  if (!process.fs.access(DEFAULT, 'w')) {
    if (!quiet) yield* say(`can not modify ${DEFAULT} (read-only file system?)`);
    return 0;
  }
  const text = process.fs.readFile(DEFAULT);
  if (!quiet) yield* say(`Getting the checksum of ${DEFAULT}`);
  if (/^\s*listen\s+\[::\]:80;/m.test(text)) {
    if (!quiet) yield* say('IPv6 listen already enabled');
    return 0;
  }
  // The real script compares with the package's checksum; what is not the package's own file is left alone.
  if (!text.startsWith('server {\n    listen       80;\n    server_name  localhost;\n\n    #access_log')) {
    if (!quiet) yield* say(`${DEFAULT} differs from the packaged version`);
    return 0;
  }
  try {
    process.fs.writeFile(DEFAULT, text.replace('listen       80;', 'listen       80;\n    listen  [::]:80;'));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (!quiet) yield* say(`can not modify ${DEFAULT} (read-only file system?)`);
    return 0;
  }
  if (!quiet) yield* say(`Enabled listen on IPv6 in ${DEFAULT}`);
  return 0;
};

/** @returns a text with `$NAME` and `${NAME}` of the environment filled in, those that are chosen */
export function substitute(
  text: string,
  env: ReadonlyMap<string, string>,
  chosen?: ReadonlySet<string>,
): string {
  return text.replace(
    /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
    (whole, braced?: string, plain?: string) => {
      const name = braced ?? plain ?? '';
      return chosen !== undefined && !chosen.has(name) ? whole : (env.get(name) ?? '');
    },
  );
}

/** /docker-entrypoint.d/20-envsubst-on-templates.sh: /etc/nginx/templates/X.template becomes /etc/nginx/conf.d/X. */
export const envsubstOnTemplates: Program = function* (process) {
  const from = process.env.get('NGINX_ENVSUBST_TEMPLATE_DIR') ?? '/etc/nginx/templates';
  const to = process.env.get('NGINX_ENVSUBST_OUTPUT_DIR') ?? '/etc/nginx/conf.d';
  const suffix = process.env.get('NGINX_ENVSUBST_TEMPLATE_SUFFIX') ?? '.template';
  if (!process.fs.exists(from)) return 0;
  for (const file of templates(process, from, '')) {
    if (!file.endsWith(suffix)) continue;
    const output = `${to}/${file.slice(0, -suffix.length)}`;
    yield* process.write(
      1,
      `20-envsubst-on-templates.sh: Running envsubst on ${from}/${file} to ${output}\n`,
    );
    const text = substitute(process.fs.readFile(`${from}/${file}`), process.env, new Set(process.env.keys()));
    process.fs.writeFile(output, text);
  }
  return 0;
};

function templates(process: Process, folder: string, below: string): string[] {
  return process.fs.readDirectory(`${folder}/${below}`).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    return process.fs.stat(`${folder}/${path}`).kind === 'directory'
      ? templates(process, folder, path)
      : [path];
  });
}

/** envsubst(1) of gettext: standard input with the variables of the environment filled in. */
export const envsubst: Program = function* (process) {
  const shown = process.argv[1];
  const chosen =
    shown === undefined
      ? undefined
      : new Set([...shown.matchAll(/\$\{?([A-Za-z_]\w*)\}?/g)].map((match) => match[1]!));
  let text = '';
  for (;;) {
    const chunk = yield* process.read(0, 65_536);
    if (chunk === '') break;
    text += chunk;
  }
  yield* process.write(1, substitute(text, process.env, chosen));
  return 0;
};
