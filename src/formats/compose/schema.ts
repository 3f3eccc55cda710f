/** JSON's names of types; `integer` is a `number` without a fraction. */
export type TypeName = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'object' | 'array';

/** The part of JSON Schema that the Compose specification's schema uses. */
export interface Schema {
  readonly types?: readonly TypeName[];
  /** Exactly one of these fits; the first error of the deepest is told. */
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly unique?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  /** Keys by what they match. */
  readonly keys?: readonly { readonly pattern: RegExp; readonly schema: Schema }[];
  /** No other keys. */
  readonly closed?: boolean;
  readonly required?: readonly string[];
  readonly values?: readonly string[];
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
}

const of = (...types: readonly TypeName[]): Schema => ({ types });
const either = (...oneOf: readonly Schema[]): Schema => ({ oneOf });
const list = (items: Schema, unique = false): Schema => ({ types: ['array'], items, unique });
const among = (...values: readonly string[]): Schema => ({ types: ['string'], values });
const ANYTHING: Schema = {};
const EXTENSIONS = { pattern: /^x-/, schema: ANYTHING };
const object = (
  properties: Readonly<Record<string, Schema>>,
  more: { readonly required?: readonly string[]; readonly types?: readonly TypeName[] } = {},
): Schema => ({ types: ['object'], properties, keys: [EXTENSIONS], closed: true, ...more });
const NAME = /^[a-zA-Z0-9._-]+$/;
const named = (schema: Schema, more: Partial<Schema> = {}): Schema => ({
  types: ['object'],
  keys: [{ pattern: NAME, schema }],
  closed: true,
  ...more,
});
const anyKey = (schema: Schema): Schema => ({ types: ['object'], keys: [{ pattern: /^.+$/, schema }] });

const STRING = of('string');
const FLAG = of('boolean', 'string');
const NUMBER = of('number', 'string');
const INTEGER = of('integer', 'string');
const STRINGS = list(STRING, true);
const ONE_OR_MORE = either(STRING, STRINGS);
const COMMAND = either(of('null'), STRING, list(STRING));
const PAIRS = either(
  { ...anyKey(of('string', 'number', 'boolean', 'null')), closed: true },
  list(STRING, true),
);
const OPTIONS = anyKey(of('string', 'number'));
const HOSTS = either({ ...anyKey(either(STRING, list(STRING))), closed: true }, list(STRING, true));
const EXTERNAL: Schema = { ...of('boolean', 'string', 'object'), properties: { name: STRING } };
const ULIMITS: Schema = {
  types: ['object'],
  keys: [
    {
      pattern: /^[a-z]+$/,
      schema: either(INTEGER, object({ hard: INTEGER, soft: INTEGER }, { required: ['soft', 'hard'] })),
    },
  ],
};
const FILE_REFERENCES = list(
  either(STRING, object({ source: STRING, target: STRING, uid: STRING, gid: STRING, mode: NUMBER })),
);
const DEVICE_REQUEST = {
  capabilities: STRINGS,
  count: of('string', 'integer'),
  device_ids: STRINGS,
  driver: STRING,
  options: PAIRS,
};
const HOOK = { command: COMMAND, user: STRING, privileged: FLAG, working_dir: STRING, environment: PAIRS };
const RATE = list({ types: ['object'], properties: { path: STRING, rate: INTEGER }, closed: true });
const WEIGHT = list({ types: ['object'], properties: { path: STRING, weight: INTEGER }, closed: true });

const BUILD = either(
  STRING,
  object({
    context: STRING,
    dockerfile: STRING,
    dockerfile_inline: STRING,
    entitlements: list(STRING),
    args: PAIRS,
    ssh: PAIRS,
    labels: PAIRS,
    cache_from: list(STRING),
    cache_to: list(STRING),
    no_cache: FLAG,
    no_cache_filter: ONE_OR_MORE,
    additional_contexts: PAIRS,
    network: STRING,
    provenance: of('string', 'boolean'),
    sbom: of('string', 'boolean'),
    pull: FLAG,
    target: STRING,
    shm_size: INTEGER,
    extra_hosts: HOSTS,
    isolation: STRING,
    privileged: FLAG,
    secrets: FILE_REFERENCES,
    tags: list(STRING),
    ulimits: ULIMITS,
    platforms: list(STRING),
  }),
);

const HEALTHCHECK = object({
  disable: FLAG,
  interval: STRING,
  retries: NUMBER,
  test: either(STRING, list(STRING)),
  timeout: STRING,
  start_period: STRING,
  start_interval: STRING,
});

const UPDATE = object({
  parallelism: INTEGER,
  delay: STRING,
  failure_action: STRING,
  monitor: STRING,
  max_failure_ratio: NUMBER,
  order: among('start-first', 'stop-first'),
});

const DEPLOY = object(
  {
    mode: STRING,
    endpoint_mode: STRING,
    replicas: INTEGER,
    labels: PAIRS,
    rollback_config: UPDATE,
    update_config: UPDATE,
    resources: object({
      limits: object({ cpus: NUMBER, memory: STRING, pids: INTEGER }),
      reservations: object({
        cpus: NUMBER,
        memory: STRING,
        generic_resources: list(object({ discrete_resource_spec: object({ kind: STRING, value: NUMBER }) })),
        devices: list(object(DEVICE_REQUEST, { required: ['capabilities'] })),
      }),
    }),
    restart_policy: object({ condition: STRING, delay: STRING, max_attempts: INTEGER, window: STRING }),
    placement: object({
      constraints: list(STRING),
      preferences: list(object({ spread: STRING })),
      max_replicas_per_node: INTEGER,
    }),
  },
  { types: ['object', 'null'] },
);

const DEVELOP = object(
  {
    watch: list(
      object(
        {
          ignore: ONE_OR_MORE,
          include: ONE_OR_MORE,
          path: STRING,
          action: among('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'),
          target: STRING,
          exec: object(HOOK, { required: ['command'] }),
          initial_sync: of('boolean'),
        },
        { required: ['path', 'action'] },
      ),
    ),
  },
  { types: ['object', 'null'] },
);

const VOLUME_MOUNT = either(
  STRING,
  object(
    {
      type: among('bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'),
      source: STRING,
      target: STRING,
      read_only: FLAG,
      consistency: STRING,
      bind: object({
        propagation: STRING,
        create_host_path: FLAG,
        recursive: among('enabled', 'disabled', 'writable', 'readonly'),
        selinux: among('z', 'Z'),
      }),
      volume: object({ labels: PAIRS, nocopy: FLAG, subpath: STRING }),
      tmpfs: object({ size: either({ types: ['integer'], minimum: 0 }, STRING), mode: NUMBER }),
      image: object({ subpath: STRING }),
    },
    { required: ['type'] },
  ),
);

const SERVICE = object({
  develop: DEVELOP,
  deploy: DEPLOY,
  annotations: PAIRS,
  attach: FLAG,
  build: BUILD,
  blkio_config: {
    types: ['object'],
    properties: {
      device_read_bps: RATE,
      device_read_iops: RATE,
      device_write_bps: RATE,
      device_write_iops: RATE,
      weight: INTEGER,
      weight_device: WEIGHT,
    },
    closed: true,
  },
  cap_add: STRINGS,
  cap_drop: STRINGS,
  cgroup: among('host', 'private'),
  cgroup_parent: STRING,
  command: COMMAND,
  configs: FILE_REFERENCES,
  container_name: { types: ['string'], pattern: /[a-zA-Z0-9][a-zA-Z0-9_.-]+/ },
  cpu_count: either(STRING, { types: ['integer'], minimum: 0 }),
  cpu_percent: either(STRING, { types: ['integer'], minimum: 0, maximum: 100 }),
  cpu_shares: NUMBER,
  cpu_quota: NUMBER,
  cpu_period: NUMBER,
  cpu_rt_period: NUMBER,
  cpu_rt_runtime: NUMBER,
  cpus: NUMBER,
  cpuset: STRING,
  credential_spec: object({ config: STRING, file: STRING, registry: STRING }),
  depends_on: either(
    STRINGS,
    named(
      object(
        {
          restart: FLAG,
          required: of('boolean'),
          condition: among('service_started', 'service_healthy', 'service_completed_successfully'),
        },
        { required: ['condition'] },
      ),
    ),
  ),
  device_cgroup_rules: STRINGS,
  devices: list(
    either(STRING, object({ source: STRING, target: STRING, permissions: STRING }, { required: ['source'] })),
  ),
  dns: ONE_OR_MORE,
  dns_opt: STRINGS,
  dns_search: ONE_OR_MORE,
  domainname: STRING,
  entrypoint: COMMAND,
  env_file: either(
    STRING,
    list(
      either(STRING, {
        types: ['object'],
        properties: { path: STRING, format: STRING, required: FLAG },
        closed: true,
        required: ['path'],
      }),
    ),
  ),
  label_file: either(STRING, list(STRING)),
  environment: PAIRS,
  expose: list(of('string', 'number'), true),
  extends: either(STRING, {
    types: ['object'],
    properties: { service: STRING, file: STRING },
    closed: true,
    required: ['service'],
  }),
  provider: object({ type: STRING, options: ANYTHING }, { required: ['type'] }),
  external_links: STRINGS,
  extra_hosts: HOSTS,
  gpus: either(among('all'), list(object(DEVICE_REQUEST))),
  group_add: list(of('string', 'number'), true),
  healthcheck: HEALTHCHECK,
  hostname: STRING,
  image: STRING,
  init: FLAG,
  ipc: STRING,
  isolation: STRING,
  labels: PAIRS,
  links: STRINGS,
  logging: object({ driver: STRING, options: anyKey(of('string', 'number', 'null')) }),
  mac_address: STRING,
  mem_limit: NUMBER,
  mem_reservation: INTEGER,
  mem_swappiness: INTEGER,
  memswap_limit: NUMBER,
  network_mode: STRING,
  models: either(
    STRINGS,
    named(either(object({ endpoint_var: STRING, model_var: STRING }), of('null')), { closed: false }),
  ),
  networks: either(
    STRINGS,
    named(
      either(
        object({
          aliases: STRINGS,
          interface_name: STRING,
          ipv4_address: STRING,
          ipv6_address: STRING,
          link_local_ips: STRINGS,
          mac_address: STRING,
          driver_opts: OPTIONS,
          priority: of('number'),
          gw_priority: of('number'),
        }),
        of('null'),
      ),
    ),
  ),
  oom_kill_disable: FLAG,
  oom_score_adj: either(STRING, { types: ['integer'], minimum: -1000, maximum: 1000 }),
  pid: of('string', 'null'),
  pids_limit: NUMBER,
  platform: STRING,
  ports: list(
    either(
      of('number'),
      STRING,
      object({
        name: STRING,
        mode: STRING,
        host_ip: STRING,
        target: INTEGER,
        published: of('string', 'integer'),
        protocol: STRING,
        app_protocol: STRING,
      }),
    ),
    true,
  ),
  pre_start: list(object({ ...HOOK, image: STRING, per_replica: FLAG })),
  post_start: list(object(HOOK, { required: ['command'] })),
  pre_stop: list(object(HOOK, { required: ['command'] })),
  privileged: FLAG,
  profiles: STRINGS,
  pull_policy: {
    types: ['string'],
    pattern: /always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+/,
  },
  pull_refresh_after: STRING,
  read_only: FLAG,
  restart: STRING,
  runtime: STRING,
  scale: INTEGER,
  security_opt: STRINGS,
  shm_size: NUMBER,
  secrets: FILE_REFERENCES,
  sysctls: PAIRS,
  stdin_open: FLAG,
  stop_grace_period: STRING,
  stop_signal: STRING,
  storage_opt: of('object'),
  tmpfs: ONE_OR_MORE,
  tty: FLAG,
  ulimits: ULIMITS,
  use_api_socket: of('boolean'),
  user: STRING,
  uts: STRING,
  userns_mode: STRING,
  volumes: list(VOLUME_MOUNT, true),
  volumes_from: STRINGS,
  working_dir: STRING,
});

const NETWORK = object(
  {
    name: STRING,
    driver: STRING,
    driver_opts: OPTIONS,
    ipam: object({
      driver: STRING,
      config: list(
        object({ subnet: STRING, ip_range: STRING, gateway: STRING, aux_addresses: anyKey(STRING) }),
      ),
      options: anyKey(STRING),
    }),
    external: EXTERNAL,
    internal: FLAG,
    enable_ipv4: FLAG,
    enable_ipv6: FLAG,
    attachable: FLAG,
    labels: PAIRS,
  },
  { types: ['object', 'null'] },
);
const VOLUME = object(
  { name: STRING, driver: STRING, driver_opts: OPTIONS, external: EXTERNAL, labels: PAIRS },
  { types: ['object', 'null'] },
);
const FILE_OBJECT = {
  name: STRING,
  environment: STRING,
  file: STRING,
  external: EXTERNAL,
  labels: PAIRS,
  template_driver: STRING,
};

/** What a Compose file may say (compose-spec schema/compose-spec.json, of August 2026). */
export const COMPOSE_SCHEMA: Schema = object({
  version: STRING,
  name: STRING,
  include: list(
    either(STRING, {
      types: ['object'],
      properties: { path: ONE_OR_MORE, env_file: ONE_OR_MORE, project_directory: STRING },
      closed: true,
    }),
  ),
  services: named(SERVICE),
  models: named(
    object(
      { name: STRING, model: STRING, context_size: of('integer'), runtime_flags: list(STRING) },
      { required: ['model'] },
    ),
    { closed: false },
  ),
  networks: named(NETWORK, { closed: false }),
  volumes: named(VOLUME),
  secrets: named(object({ ...FILE_OBJECT, driver: STRING, driver_opts: OPTIONS })),
  configs: named(object({ ...FILE_OBJECT, content: STRING })),
});
