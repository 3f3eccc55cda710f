import type { Program } from '../../../kernel/process.ts';
import { readConfig } from './config.ts';
import { emergency } from './error-log.ts';
import { master } from './master.ts';
import type { Config } from './model.ts';
import { readOptions } from './options.ts';
import { ConfigError } from './parse.ts';
import { tell } from './signal.ts';
import { NGINX_VERSION } from './visit.ts';

/** nginx: -t -T -q -v -V -s SIGNAL -g DIRECTIVES -c FILE. */
export const nginx: Program = function* (process) {
  const options = readOptions(process.argv.slice(1));
  if (typeof options === 'string') {
    yield* process.write(2, `nginx: ${options}\n`);
    return 1;
  }
  if (options.version !== undefined) {
    const more =
      options.version === 'short'
        ? ''
        : 'built by gcc 14.2.0\nconfigure arguments: --prefix=/etc/nginx --sbin-path=/usr/sbin/nginx --conf-path=/etc/nginx/nginx.conf\n';
    yield* process.write(2, `nginx version: nginx/${NGINX_VERSION}\n${more}`);
    return 0;
  }
  let config: Config;
  try {
    config = readConfig(process, options.config, options.globals);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield* emergency(process, error.message, options.test === undefined && options.signal === undefined);
    if (options.test !== undefined)
      yield* process.write(2, `nginx: configuration file ${options.config} test failed\n`);
    return 1;
  }
  if (options.test !== undefined) {
    if (options.test === 'loud' || options.test === 'dump') {
      yield* process.write(
        2,
        `nginx: the configuration file ${options.config} syntax is ok\nnginx: configuration file ${options.config} test is successful\n`,
      );
    }
    if (options.test === 'dump')
      yield* process.write(
        1,
        `# configuration file ${options.config}:\n${process.fs.readFile(options.config)}\n`,
      );
    return 0;
  }
  if (options.signal !== undefined) return yield* tell(process, config, options.signal);
  return yield* master(process, config, options);
};
