/** Makes the model out of an authored state of an engine. */
import { closest, distance } from 'fastest-levenshtein';
import type { Report } from '../issue.ts';
import { toLabel } from '../labels.ts';
import type { Label } from '../part.ts';
import type { EngineContainer, EngineImage, EngineModel } from './model.ts';
import type { EngineSource } from './schema.ts';

type ImageSource = EngineSource['images'][number];
type ContainerSource = NonNullable<EngineSource['containers']>[number];
type Path = readonly (string | number)[];

/**
 * Makes the model out of an authored state of an engine. Every image gets the layers of the image that it is built
 * on, and as many of its own as were written.
 *
 * @param source the state, as its schema let it pass
 * @param report is told of ids that are given twice or that nothing has, and of images that are built on themselves
 */
export function deriveEngine(source: EngineSource, report: Report): EngineModel {
  const lists = {
    images: source.images,
    containers: source.containers ?? [],
    networks: source.networks ?? [],
    volumes: source.volumes ?? [],
  };
  for (const [list, items] of Object.entries(lists)) checkIds(list, items, report);
  const named = (list: 'networks' | 'volumes') =>
    lists[list].map((each, index) => ({ id: each.id, label: labelOf(each, [list, index, 'label'], report) }));
  return {
    kind: 'engine',
    images: source.images.map((image, index) => imageOf(image, index, source.images, report)),
    networks: named('networks').map((network) => ({ ...network, driver: 'bridge' })),
    volumes: named('volumes'),
    containers: lists.containers.map((container, index) => containerOf(container, index, lists, report)),
  };
}

function checkIds(list: string, items: readonly { readonly id: string }[], report: Report): void {
  const seen = new Set<string>();
  items.forEach(({ id }, index) => {
    if (seen.has(id)) {
      const message = `a second thing with the id \`${id}\` in \`${list}\``;
      report({ path: [list, index, 'id'], rule: 'duplicate-id', message });
    }
    seen.add(id);
  });
}

function labelOf(
  { id, label }: { readonly id: string; readonly label?: ContainerSource['label'] },
  path: Path,
  report: Report,
): Label {
  return label === undefined ? { und: [id] } : toLabel(label, path, report);
}

function imageOf(
  image: ImageSource,
  index: number,
  images: readonly ImageSource[],
  report: Report,
): EngineImage {
  const path = ['images', index];
  const line: ImageSource[] = [image];
  for (let below = image.on; below !== undefined; below = line.at(-1)?.on) {
    const base = images.find(({ id }) => id === below);
    if (base === undefined) {
      if (line.length === 1) unknown('image', below, images, [...path, 'on'], report);
      break;
    }
    if (line.includes(base)) {
      const message = `\`${image.id}\` is built on itself, by way of \`${below}\``;
      report({ path: [...path, 'on'], rule: 'image-on-itself', message });
      break;
    }
    line.push(base);
  }
  return {
    id: image.id,
    label: labelOf(image, [...path, 'label'], report),
    layers: line
      .toReversed()
      .flatMap(({ id, layers = 1 }) => Array.from({ length: layers }, (_, at) => `${id}:${at + 1}`)),
    size: image.bytes ?? 0,
  };
}

function containerOf(
  source: ContainerSource,
  index: number,
  lists: { readonly [List in 'images' | 'networks' | 'volumes']: readonly { readonly id: string }[] },
  report: Report,
): EngineContainer {
  const path = ['containers', index];
  const status = source.status ?? (source.exit === undefined ? 'running' : 'exited');
  if (source.exit !== undefined && status !== 'exited' && status !== 'dead') {
    const message = `a container that is \`${status}\` has no exit code`;
    report({
      path: [...path, 'exit'],
      rule: 'exit-of-no-end',
      message,
      hint: 'leave `exit` or `status` out',
    });
  }
  const known = (list: 'images' | 'networks' | 'volumes', one: string, id: string, at: Path): boolean => {
    if (lists[list].some((each) => each.id === id)) return true;
    unknown(one, id, lists[list], at, report);
    return false;
  };
  known('images', 'image', source.image, [...path, 'image']);
  const mode = typeof source.networks === 'string' ? source.networks : undefined;
  const networks = typeof source.networks === 'string' ? [] : (source.networks ?? []);
  const binds = Object.entries(source.binds ?? {});
  return {
    id: source.id,
    label: labelOf(source, [...path, 'label'], report),
    status,
    ...(status === 'exited' && { exitCode: source.exit ?? 0 }),
    ...(status === 'dead' && source.exit !== undefined && { exitCode: source.exit }),
    ...(source.health && { health: source.health }),
    image: source.image,
    ...(source.changes && {
      changes: source.changes.map((line) => ({ kind: line[0] as 'A' | 'C' | 'D', path: line.slice(2) })),
    }),
    ports: (source.ports ?? []).map(portOf),
    networks: networks.filter((id, at) => known('networks', 'network', id, [...path, 'networks', at])),
    ...(mode !== undefined && { mode }),
    volumes: Object.entries(source.volumes ?? {})
      .filter(([id]) => known('volumes', 'volume', id, [...path, 'volumes', id]))
      .map(([volume, target]) => ({ volume, target, readOnly: false })),
    ...(binds.length > 0 && {
      binds: binds.map(([folder, target]) => ({ source: folder, target, readOnly: false })),
    }),
  };
}

function portOf(text: string) {
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at), target: text.slice(at + 1).replace(/\/tcp$/, '') };
}

function unknown(
  what: string,
  id: string,
  things: readonly { readonly id: string }[],
  path: Path,
  report: Report,
): void {
  const ids = things.map((each) => each.id);
  const nearest = ids.length > 0 ? closest(id, ids) : undefined;
  const near = nearest !== undefined && distance(id, nearest) <= Math.max(2, id.length / 3);
  const hint = near
    ? `did you mean \`${nearest}\``
    : ids.length > 0
      ? `there is ${ids.join(', ')}`
      : `list it under \`${what}s\``;
  report({ path, rule: `unknown-${what}`, message: `the diagram has no ${what} \`${id}\``, hint });
}
