import { Scalar, stringify } from 'yaml';
import type { ComposeProject, ComposeService } from './model.ts';
import { entriesOf, isList, isMapping, itemsOf, type Mapping, mapping, texts, type Value } from './tree.ts';
import { plainScalar } from './yaml-scalar.ts';

/** The order in which Compose prints what a service says (compose-go types.ServiceConfig). */
const SERVICE_ORDER = (
  'profiles annotations attach build develop blkio_config cap_add cap_drop cgroup_parent cgroup cpu_count cpu_percent ' +
  'cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpus cpuset cpu_shares command configs container_name ' +
  'credential_spec depends_on deploy device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint provider ' +
  'environment env_file expose external_links extra_hosts group_add gpus hostname healthcheck image init ipc isolation ' +
  'labels label_file links logging mem_limit mem_reservation memswap_limit mem_swappiness mac_address models ' +
  'network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform ports privileged pull_policy read_only ' +
  'restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls ' +
  'tmpfs tty ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir pre_start post_start pre_stop'
).split(' ');

const ORDERS: Readonly<Record<string, readonly string[]>> = {
  build:
    'context dockerfile dockerfile_inline entitlements args ssh labels cache_from cache_to no_cache no_cache_filter additional_contexts pull extra_hosts isolation network target secrets shm_size tags ulimits platforms privileged'.split(
      ' ',
    ),
  deploy:
    'mode replicas labels update_config rollback_config resources restart_policy placement endpoint_mode'.split(
      ' ',
    ),
  healthcheck: 'test timeout interval retries start_period start_interval disable'.split(' '),
  ports: 'name mode host_ip target published protocol app_protocol'.split(' '),
  volumes: 'type source target read_only consistency bind volume tmpfs image'.split(' '),
  secrets: 'source target uid gid mode'.split(' '),
  configs: 'source target uid gid mode'.split(' '),
  limits: 'cpus memory pids devices generic_resources'.split(' '),
  reservations: 'cpus memory pids devices generic_resources'.split(' '),
  depends_on: 'condition restart required'.split(' '),
};

/** Keys whose entries the writer of the file named: Compose sorts them. */
const SORTED = new Set([
  'environment',
  'labels',
  'annotations',
  'args',
  'sysctls',
  'depends_on',
  'networks',
  'ulimits',
  'driver_opts',
  'options',
  'additional_contexts',
]);

function ordered(tree: Mapping, order: readonly string[]): Mapping {
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return mapping(
    Object.entries(tree).toSorted(
      ([a], [b]) => rank(a) - rank(b) || (order.includes(a) ? 0 : a < b ? -1 : 1),
    ),
  );
}

/** Puts a value's keys in Compose's order; the way there decides which. */
function arrange(value: Value, key: string): Value {
  if (isList(value))
    return value.map((item) => (isMapping(item) ? arrange(ordered(item, ORDERS[key] ?? []), '') : item));
  if (!isMapping(value)) return value;
  const inOrder = SORTED.has(key) ? ordered(value, []) : ordered(value, ORDERS[key] ?? Object.keys(value));
  return mapping(
    Object.entries(inOrder).map(([name, item]) => [
      name,
      key === 'depends_on' && isMapping(item)
        ? ordered(item, ORDERS['depends_on'] ?? [])
        : arrange(item, name),
    ]),
  );
}

/** Compose leaves out what is empty, false or the default. */
const DROPPED_WHEN_FALSE = [
  'init',
  'privileged',
  'read_only',
  'tty',
  'stdin_open',
  'restart',
  'oom_kill_disable',
  'no_cache',
  'pull',
];

function shown(key: string, value: Value): Value | undefined {
  if (key === 'extra_hosts')
    return entriesOf(value)
      .flatMap(([host, addresses]) => texts(addresses).map((address) => `${host}=${address}`))
      .toSorted();
  if (key === 'depends_on' || key === 'networks')
    return mapping(
      entriesOf(value).map(([name, item]) => [
        name,
        isMapping(item)
          ? mapping(Object.entries(item).filter(([part, one]) => part !== 'restart' || one !== false))
          : item,
      ]),
    );
  if (value === false && key !== 'init' && key !== 'attach' && DROPPED_WHEN_FALSE.includes(key))
    return undefined;
  if (isList(value) && itemsOf(value).length === 0 && key !== 'command' && key !== 'entrypoint')
    return undefined;
  if (isMapping(value) && Object.keys(value).length === 0) return undefined;
  return value === null ? undefined : value;
}

/** @returns a service as `docker compose config` has it */
export function showService(service: ComposeService): Mapping {
  const tree = mapping(Object.entries(service.tree).map(([key, value]) => [key, shown(key, value)]));
  return arrange(ordered(tree, SERVICE_ORDER), '') as Mapping;
}

function section<T extends { readonly tree: Mapping }>(
  items: ReadonlyMap<string, T>,
  order: readonly string[],
): Mapping | undefined {
  if (items.size === 0) return undefined;
  return mapping(
    [...items]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { tree }]) => [
        key,
        mapping(
          Object.entries(ordered(tree, order))
            .filter(([name, value]) => value !== false && shown(name, value) !== undefined)
            .map(([name, value]) => [name, arrange(value, name)]),
        ),
      ]),
  );
}

const RESOURCE_ORDER =
  'name driver driver_opts ipam external internal attachable labels enable_ipv4 enable_ipv6'.split(' ');
const FILE_ORDER = 'name file environment content external labels driver driver_opts template_driver'.split(
  ' ',
);

/** @returns the whole project, all short forms written out, everything in Compose's order */
function showProject(project: ComposeProject): Mapping {
  return mapping([
    ['name', project.name],
    [
      'services',
      mapping(
        [...project.services]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, service]) => [name, showService(service)]),
      ),
    ],
    ['networks', section(project.networks, RESOURCE_ORDER)],
    ['volumes', section(project.volumes, RESOURCE_ORDER)],
    ['secrets', section(project.secrets, FILE_ORDER)],
    ['configs', section(project.configs, FILE_ORDER)],
    ...Object.entries(project.extensions),
  ]);
}

/** In JSON a service always says what it runs, and a resource what it is named. */
function jsonServices(tree: Mapping): Mapping {
  return mapping(
    entriesOf(tree['services']).map(([name, service]) => [
      name,
      mapping(
        [
          ...entriesOf(
            mapping([
              ['command', null],
              ['entrypoint', null],
            ]),
          ),
          ...entriesOf(service),
        ].toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    ]),
  );
}

/** Puts a text in quotes that would be something else without them. */
function quoted(_: unknown, value: unknown): unknown {
  if (typeof value !== 'string' || plainScalar(value) === value) return value;
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/**
 * What `docker compose config` prints; loading it again gives the same project.
 *
 * @param interpolated the values are final: a `$` in them is written `$$`
 */
export function renderProject(project: ComposeProject, format: 'yaml' | 'json', interpolated = true): string {
  const tree = showProject(project);
  const text =
    format === 'json'
      ? `${JSON.stringify(mapping([...Object.entries(tree), ['services', jsonServices(tree)]]), undefined, 2)}`
      : stringify(tree, quoted, { lineWidth: 0, aliasDuplicateObjects: false });
  return interpolated ? text.replaceAll('$', '$$$$') : text;
}
