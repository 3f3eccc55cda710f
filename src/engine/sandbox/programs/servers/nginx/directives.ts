import { ConfigError, type Directive, failAt } from './parse.ts';

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
export function check(one: Directive, context: string): void {
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

/** @returns what a switch is set to. @throws ConfigError */
export function onOff(one: Directive): boolean {
  const [value = ''] = one.args;
  if (value !== 'on' && value !== 'off' && value !== 'build') {
    failAt(`invalid value "${value}" in "${one.name}" directive, it must be "on" or "off"`, one);
  }
  return value !== 'off';
}

/** @returns a size in bytes. @throws ConfigError */
export function sizeOf(one: Directive): number {
  const match = /^(\d+)([kKmMgG]?)$/.exec(one.args[0] ?? '');
  if (match === null) return failAt(`"${one.name}" directive invalid value`, one);
  return Number(match[1]) * 1024 ** ['', 'k', 'm', 'g'].indexOf(match[2]!.toLowerCase());
}
