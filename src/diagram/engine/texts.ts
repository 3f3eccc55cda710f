/** What stands in an engine's picture, in its forms from the longest to the shortest. */
import { inLanguage, type Lang } from '../../text/localized.ts';
import type { BindUse } from '../compose/model.ts';
import type { EngineContainer, EngineImage, EngineVolume, WritableChange } from './model.ts';
import type { EngineWords, Texts } from './words.ts';

/** Mounts of one container that have a line each. */
const MOST_MOUNTS = 2;

/** A line in a container's box. */
export interface LineTexts {
  readonly texts: Texts;
  /** The id of the volume that it speaks of. */
  readonly volume?: string;
}

/** `running, healthy`, `exited 137`. */
export function stateTexts({ status, exitCode, health }: EngineContainer, words: EngineWords): Texts {
  const state = words.status(status, exitCode);
  return health === undefined ? [state] : [`${state}, ${words.health[health]}`, words.health[health]];
}

/**
 * The lines below a container's name: its ports, what is mounted, its writable layer.
 *
 * @param container the container
 * @param volumes the volumes there are, for their labels
 * @param arrow between what leads and where it leads
 */
export function lineTexts(
  container: EngineContainer,
  volumes: ReadonlyMap<string, EngineVolume>,
  { words, lang, arrow }: { readonly words: EngineWords; readonly lang: Lang; readonly arrow: string },
): LineTexts[] {
  const lines: LineTexts[] = [];
  const details = (texts: Texts, volume?: string) =>
    lines.push({ texts, ...(volume !== undefined && { volume }) });
  if (container.ports.length > 0) details(portTexts(container, words, arrow));
  if (container.mode !== undefined) details([words.mode(container.mode)]);

  const binds = container.binds ?? [];
  const mounts = container.volumes.length + binds.length;
  const room = mounts > MOST_MOUNTS ? MOST_MOUNTS - 1 : mounts;
  for (const { volume, target } of container.volumes.slice(0, room)) {
    const label = volumes.get(volume)?.label;
    const forms = label === undefined ? [volume] : inLanguage(label, lang);
    details([`${forms[0]} ${arrow} ${target}`, forms.at(-1) ?? volume], volume);
  }
  for (const bind of binds.slice(0, Math.max(0, room - container.volumes.length)))
    details(bindTexts(bind, arrow));
  if (mounts > room) details([words.mounts(mounts - room)]);

  lines.push({ texts: writableTexts(container.changes, words) });
  return lines;
}

function portTexts({ ports }: EngineContainer, words: EngineWords, arrow: string): Texts {
  const text = (host: string, target: string) => (host === '' ? target : `${host} ${arrow} ${target}`);
  const all = ports.map(({ host, target }) => text(host, target));
  const [first] = ports;
  const short = text(first?.host.split(':').at(-1) ?? '', first?.target ?? '');
  const others = ports.length - 1;
  return others === 0
    ? [all.join(', '), short]
    : [all.join(', '), `${short}${words.more(others)}`, words.ports(ports.length)];
}

function bindTexts({ source, target }: BindUse, arrow: string): Texts {
  const folder = source.split(/[\\/]/).findLast((name) => name !== '') ?? source;
  return [`${source} ${arrow} ${target}`, `${folder} ${arrow} ${target}`, target];
}

function writableTexts(changes: readonly WritableChange[] | undefined, words: EngineWords): Texts {
  const [long, short = long] = words.writable;
  if (changes === undefined) return [long, short];
  const [first, second, ...others] = tellingChanges(changes).map(({ kind, path }) => `${kind} ${path}`);
  if (first === undefined) return [`${long}: ${words.empty}`, `${short}: ${words.empty}`];
  const count = words.changes(changes.length);
  const rest = (left: number) => (left === 0 ? '' : words.more(left));
  const one = `${first}${rest(others.length + (second === undefined ? 0 : 1))}`;
  const two = second === undefined ? [] : [`${long}: ${first}, ${second}${rest(others.length)}`];
  const [most = '', ...shorter] = [
    ...two,
    `${long}: ${one}`,
    `${short}: ${one}`,
    `${short}: ${count}`,
    count,
  ];
  return [most, ...shorter];
}

/**
 * The changes that say something: that a folder changed because something in it did is left out.
 *
 * @param changes what `docker diff` says
 * @returns some of them, in the same order; never none if there are any
 */
export function tellingChanges(changes: readonly WritableChange[]): WritableChange[] {
  const parents = new Set<string>();
  for (const { path } of changes) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      parents.add(path.slice(0, end));
  }
  return changes.filter(({ kind, path }) => kind !== 'C' || !parents.has(path));
}

/** What is behind an image's name: how many layers it has, and how large it is. */
export function imageTexts(
  { size }: EngineImage,
  floor: { readonly layers: number; readonly raised: boolean },
  words: EngineWords,
): readonly string[] {
  const sized = size > 0 ? sizeText(size) : undefined;
  if (!floor.raised) {
    if (floor.layers === 0) return sized === undefined ? [] : [sized];
    const layers = words.layers(floor.layers);
    const more = sized === undefined ? [] : [`${layers}, ${sized}`];
    return [[words.readOnly, ...(more.length > 0 ? more : [layers])].join(', '), ...more, layers];
  }
  const layers = floor.layers === 0 ? words.sameLayers : words.moreLayers(floor.layers);
  return sized === undefined || floor.layers === 0 ? [layers] : [`${layers}, ${words.inAll(sized)}`, layers];
}

/**
 * A size with two or three digits, in powers of 1000 as docker prints them.
 *
 * @param bytes 0 or more
 */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}
