import { longPorts } from './port-spec.ts';
import {
  ComposeError,
  entriesOf,
  isList,
  isMapping,
  itemsOf,
  type Mapping,
  mapping,
  texts,
  type Value,
} from './tree.ts';
import { parseBytes, parseDuration, showDuration } from './units.ts';
import { longVolume } from './volume-spec.ts';
import { shellWords } from './words.ts';

type Change = (value: Value, path: string) => Value;

/** A mapping or a list of `KEY=value` as a mapping of texts; a key alone is `null`. */
const pairs: Change = (value) => {
  if (isMapping(value))
    return mapping(Object.entries(value).map(([key, item]) => [key, item === null ? null : String(item)]));
  return mapping(
    itemsOf(value).map((item) => {
      const [, key = '', found] = /^([^=]*)(?:=(.*))?$/s.exec(String(item)) ?? [];
      return [key, found ?? null];
    }),
  );
};

/** As `pairs`, for labels: a key alone is empty. */
const labels: Change = (value, path) =>
  mapping(entriesOf(pairs(value, path)).map(([key, item]) => [key, item ?? '']));

const stringList: Change = (value) => [...texts(value)];
const text: Change = (value) => (value === null ? null : String(value));

function castError(path: string, why: string): ComposeError {
  return new ComposeError(`error while interpolating ${path}: failed to cast to expected type: ${why}`, path);
}

/** `"true"`, as an interpolated value comes, as `true`. */
const flag: Change = (value, path) => {
  if (typeof value === 'boolean') return value;
  const lower = String(value).toLowerCase();
  if (['true', 'y', 'yes', 'on'].includes(lower)) return true;
  if (['false', 'n', 'no', 'off'].includes(lower)) return false;
  throw castError(path, `invalid boolean: ${value}`);
};

const whole: Change = (value, path) => {
  if (typeof value === 'number') return value;
  if (/^[+-]?\d+$/.test(String(value))) return Number(value);
  throw castError(path, `strconv.Atoi: parsing ${JSON.stringify(String(value))}: invalid syntax`);
};

const decimal: Change = (value, path) => {
  if (typeof value === 'number') return value;
  if (String(value).trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  throw castError(path, `strconv.ParseFloat: parsing ${JSON.stringify(String(value))}: invalid syntax`);
};

const at =
  (read: (value: string) => Value): Change =>
  (value, path) => {
    try {
      return read(String(value));
    } catch (problem) {
      throw problem instanceof ComposeError && problem.path === ''
        ? new ComposeError(problem.message, path)
        : problem;
    }
  };

/** Sizes are kept as texts of bytes, as `config` prints them. */
const bytes: Change = (value, path) =>
  typeof value === 'number' ? String(value) : at((size) => String(parseBytes(size)))(value, path);
const duration: Change = at((value) => showDuration(parseDuration(value)));

const command: Change = (value, path) =>
  isList(value) ? value.map(String) : value === null ? null : at(shellWords)(value, path);

/** Changes the entries of a mapping that a table names. */
function within(value: Value, table: Readonly<Record<string, Change>>, path: string): Value {
  if (!isMapping(value)) return value;
  return mapping(
    Object.entries(value).map(([key, item]) => {
      const change = Object.hasOwn(table, key) ? table[key] : undefined;
      return [key, change === undefined ? item : change(item, `${path}.${key}`)];
    }),
  );
}

const inside =
  (table: Readonly<Record<string, Change>>): Change =>
  (value, path) =>
    within(value, table, path);

const each =
  (change: Change): Change =>
  (value, path) =>
    isList(value) ? value.map((item, index) => change(item, `${path}.${index}`)) : value;

const eachEntry =
  (change: Change): Change =>
  (value, path) =>
    mapping(entriesOf(value).map(([key, item]) => [key, change(item, `${path}.${key}`)]));

const hosts: Change = (value) => {
  const found = mapping();
  const add = (host: string, addresses: readonly string[]) => {
    found[host] = [...itemsOf(found[host]), ...addresses.map((one) => one.replace(/^\[(.*)\]$/, '$1'))];
  };
  if (isMapping(value)) for (const [host, addresses] of Object.entries(value)) add(host, texts(addresses));
  else
    for (const item of itemsOf(value)) {
      const [, host = '', address = ''] = /^([^=:]*)[=:](.*)$/.exec(String(item)) ?? [];
      if (host === '') throw new ComposeError(`invalid additional host, missing IP: ${item}`);
      add(host, [address]);
    }
  return found;
};

const references: Change = each((item) => (isMapping(item) ? item : mapping([['source', item]])));

const ulimits: Change = eachEntry((value, path) =>
  isMapping(value) ? within(value, { soft: whole, hard: whole }, path) : whole(value, path),
);

const dependencies: Change = (value, path) => {
  if (isList(value))
    return mapping(
      value.map((name) => [
        String(name),
        mapping([
          ['condition', 'service_started'],
          ['required', true],
        ]),
      ]),
    );
  return eachEntry((item, where) =>
    mapping([
      ...entriesOf(within(item, { restart: flag, required: flag }, where)),
      ...(isMapping(item) && item['required'] === undefined ? [['required', true] as const] : []),
    ]),
  )(value, path);
};

const networkNames: Change = (value) =>
  isList(value) ? mapping(value.map((name) => [String(name), null])) : value;

const ports: Change = (value, path) => {
  const long = inside({ target: whole, published: text });
  return itemsOf(value).flatMap((item, index) => {
    const where = `${path}.${index}`;
    if (isMapping(item))
      return [
        mapping([
          ...entriesOf(mapping([['mode', 'ingress']])),
          ['protocol', 'tcp'],
          ...entriesOf(long(item, where)),
        ]),
      ];
    return at((spec) => [...longPorts(spec)])(item, where) as readonly Value[];
  });
};

const volumes: Change = (value, path) =>
  itemsOf(value).map((item, index) => {
    const where = `${path}.${index}`;
    if (!isMapping(item)) return at(longVolume)(item, where);
    const made = within(
      item,
      {
        read_only: flag,
        bind: inside({ create_host_path: flag }),
        volume: inside({ nocopy: flag, labels }),
        tmpfs: inside({ size: bytes }),
      },
      where,
    ) as Mapping;
    const type = String(made['type']);
    if (['bind', 'volume'].includes(type) && made[type] === undefined) made[type] = mapping();
    return made;
  });

const health: Change = (value, path) =>
  within(
    value,
    {
      disable: flag,
      retries: whole,
      interval: duration,
      timeout: duration,
      start_period: duration,
      start_interval: duration,
      test: (test) => (isList(test) ? test.map(String) : ['CMD-SHELL', String(test)]),
    },
    path,
  );

const build: Change = (value, path) =>
  within(
    isMapping(value) ? value : mapping([['context', value]]),
    {
      args: pairs,
      ssh: pairs,
      labels,
      additional_contexts: pairs,
      no_cache: flag,
      pull: flag,
      privileged: flag,
      extra_hosts: hosts,
      secrets: references,
      shm_size: bytes,
      ulimits,
    },
    path,
  );

const resources = { cpus: decimal, memory: bytes, pids: whole };
const deploy: Change = (value, path) =>
  value === null
    ? mapping()
    : within(
        value,
        {
          replicas: whole,
          labels,
          resources: inside({ limits: inside(resources), reservations: inside(resources) }),
          restart_policy: inside({ max_attempts: whole, delay: duration, window: duration }),
          update_config: inside({
            parallelism: whole,
            delay: duration,
            monitor: duration,
            max_failure_ratio: decimal,
          }),
          rollback_config: inside({
            parallelism: whole,
            delay: duration,
            monitor: duration,
            max_failure_ratio: decimal,
          }),
        },
        path,
      );

const envFiles: Change = (value, path) =>
  (isList(value) ? value : [value]).map((item, index) =>
    isMapping(item)
      ? mapping([['required', true], ...entriesOf(within(item, { required: flag }, `${path}.${index}`))])
      : mapping([
          ['path', item],
          ['required', true],
        ]),
  );

const SERVICE: Readonly<Record<string, Change>> = {
  annotations: labels,
  attach: flag,
  build,
  command,
  configs: references,
  cpus: decimal,
  cpu_count: whole,
  cpu_percent: decimal,
  cpu_period: whole,
  cpu_quota: whole,
  cpu_shares: whole,
  depends_on: dependencies,
  deploy,
  dns: stringList,
  dns_search: stringList,
  entrypoint: command,
  env_file: envFiles,
  environment: pairs,
  expose: each(text),
  extra_hosts: hosts,
  group_add: each(text),
  healthcheck: health,
  init: flag,
  label_file: stringList,
  labels,
  mem_limit: bytes,
  mem_reservation: bytes,
  memswap_limit: bytes,
  networks: networkNames,
  oom_kill_disable: flag,
  oom_score_adj: whole,
  pids_limit: whole,
  ports,
  privileged: flag,
  read_only: flag,
  scale: whole,
  secrets: references,
  shm_size: bytes,
  stdin_open: flag,
  stop_grace_period: duration,
  sysctls: labels,
  tmpfs: stringList,
  tty: flag,
  ulimits,
  volumes,
};

/** Some wrote `external: {name: x}`, as the second version of the format had it. */
const external: Change = (value, path) => {
  if (!isMapping(value)) return value;
  const old = value['external'];
  const rest = isMapping(old)
    ? mapping([...entriesOf(value), ['external', true], ['name', value['name'] ?? old['name']]])
    : value;
  return within(
    rest,
    {
      external: flag,
      internal: flag,
      attachable: flag,
      enable_ipv4: flag,
      enable_ipv6: flag,
      labels,
      driver_opts: (options) => mapping(entriesOf(options).map(([key, item]) => [key, String(item)])),
    },
    path,
  );
};

const TOP: Readonly<Record<string, Change>> = {
  services: eachEntry((service, path) => within(service, SERVICE, path)),
  networks: eachEntry(external),
  volumes: eachEntry(external),
  secrets: eachEntry(external),
  configs: eachEntry(external),
};

/** @returns one service with every short form written out */
export function canonicalService(service: Value, path: string): Value {
  return within(service, SERVICE, path);
}

/**
 * Writes every short form of a file out: commands as lists, ports and mounts in their long form, sizes in bytes.
 *
 * @throws ComposeError
 */
export function canonical(tree: Mapping): Mapping {
  return mapping(
    Object.entries(tree).map(([key, value]) => {
      const change = Object.hasOwn(TOP, key) ? TOP[key] : undefined;
      return [key, change === undefined ? value : change(value, key)];
    }),
  );
}
