import type { Lookup } from './template.ts';
import { entriesOf, isMapping, itemsOf, type Mapping, mapping, type Value } from './tree.ts';

/** A dependency that a service has without saying so. */
const implied = (restart: boolean): Mapping =>
  mapping([
    ['condition', 'service_started'],
    ['restart', restart],
    ['required', true],
  ]);

/** Fills in the values of keys that have none; those that are not set stay without if `keep`. */
function filled(value: Value, lookup: Lookup, keep: boolean): Mapping {
  return mapping(
    entriesOf(value).map(([key, item]) => [key, item ?? lookup(key) ?? (keep ? null : undefined)]),
  );
}

function normalizeService(service: Mapping, lookup: Lookup): Mapping {
  const made = mapping(Object.entries(service));
  if (made['pull_policy'] === 'if_not_present') made['pull_policy'] = 'missing';
  const build = made['build'];
  if (isMapping(build)) {
    const own = mapping([['context', '.'], ...Object.entries(build)]);
    if (own['dockerfile'] === undefined && own['dockerfile_inline'] === undefined)
      own['dockerfile'] = 'Dockerfile';
    if (own['args'] !== undefined) own['args'] = filled(own['args'], lookup, false);
    made['build'] = own;
  }
  if (made['environment'] !== undefined) made['environment'] = filled(made['environment'], lookup, true);
  const depends = mapping(entriesOf(made['depends_on']));
  const add = (name: string, restart: boolean) => {
    if (!(name in depends)) depends[name] = implied(restart);
  };
  for (const link of itemsOf(made['links'])) add(String(link).split(':')[0] ?? '', true);
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const mode = made[key];
    if (typeof mode === 'string' && mode.startsWith('service:')) add(mode.slice('service:'.length), true);
  }
  for (const from of itemsOf(made['volumes_from']))
    if (!String(from).startsWith('container:')) add(String(from).split(':')[0] ?? '', false);
  if (Object.keys(depends).length > 0) made['depends_on'] = depends;
  made['volumes'] &&= itemsOf(made['volumes']).map((item) => {
    const mount = mapping(entriesOf(item));
    const target = String(mount['target'] ?? '');
    if (target.startsWith('/'))
      mount['target'] = `/${target
        .split('/')
        .filter((part) => part !== '' && part !== '.')
        .join('/')}`;
    return mount;
  });
  made['secrets'] &&= itemsOf(made['secrets']).map((item) =>
    isMapping(item) && item['target'] === undefined
      ? mapping([...Object.entries(item), ['target', `/run/secrets/${item['source']}`]])
      : item,
  );
  const networks = made['networks'];
  const silent = networks === undefined || entriesOf(networks).length === 0;
  if (made['network_mode'] === undefined && made['provider'] === undefined && silent)
    made['networks'] = mapping([['default', null]]);
  return made;
}

const KINDS = ['networks', 'volumes', 'configs', 'secrets'];

/**
 * Makes explicit what a file leaves to Compose: the default network, the names of networks and volumes, the Dockerfile,
 * dependencies by links (compose-go loader.Normalize).
 *
 * @param tree in canonical form
 * @returns a new tree
 */
export function normalize(tree: Mapping, project: string, lookup: Lookup): Mapping {
  const made = mapping(Object.entries(tree));
  const services = mapping(
    entriesOf(tree['services']).map(([name, service]) => [
      name,
      isMapping(service) ? normalizeService(service, lookup) : service,
    ]),
  );
  if (tree['services'] !== undefined) made['services'] = services;
  const usesDefault = Object.values(services).some(
    (service) => isMapping(service) && isMapping(service['networks']) && 'default' in service['networks'],
  );
  const networks = mapping(entriesOf(tree['networks']));
  if (usesDefault && !('default' in networks)) networks['default'] = null;
  if (Object.keys(networks).length > 0) made['networks'] = networks;
  for (const kind of KINDS) {
    if (!isMapping(made[kind])) continue;
    made[kind] = mapping(
      entriesOf(made[kind]).map(([key, item]) => {
        const own = mapping(entriesOf(item));
        const name = own['name'] ?? (own['external'] === true ? key : `${project}_${key}`);
        return [key, mapping([['name', name], ...Object.entries(own), ['name', name]])];
      }),
    );
  }
  return made;
}
