import type { ImageFact } from '../../content/schema/fact.ts';
import type { ImageFacts } from '../../engine/world.ts';
import { type Difference, judgeList, judgeMap, type Subject, tellOf } from './difference.ts';
import { judgeIdentity } from './identity.ts';
import { imageNamed, type Look } from './seen.ts';

/** Judges a fact of an image. @returns the first difference; nothing if it holds */
export function judgeImage(fact: ImageFact, look: Look): Difference | undefined {
  const subject: Subject = { kind: 'image', name: fact.image };
  const image = imageNamed(look.world, fact.image);
  if (fact.exists === false)
    return image === undefined ? undefined : { subject, fact: 'exists', forbidden: fact.image };
  if (image === undefined) return { subject, fact: 'exists', wanted: fact.image };
  const known = (name: string): string | undefined =>
    look.memory[name]?.id ?? imageNamed(look.world, name)?.Id;
  return (
    judgeIdentity(fact.id, image.Id, subject, known) ??
    judgeLayers(fact, image, subject, look) ??
    judgeSize(fact, image, subject, look) ??
    judgeConfig(fact, image, subject)
  );
}

function judgeLayers({ layers: wanted }: ImageFact, image: ImageFacts, subject: Subject, look: Look) {
  if (wanted === undefined) return undefined;
  const { Layers } = image.RootFS;
  const tell = tellOf(subject);
  if (wanted.from !== undefined) {
    const base = imageNamed(look.world, wanted.from)?.RootFS.Layers;
    if (base === undefined || sharedLayers(base, Layers) < base.length)
      return tell('layers', wanted.from, undefined);
  }
  if (wanted['at-least'] !== undefined && Layers.length < wanted['at-least'])
    return tell('layers', `≥ ${wanted['at-least']}`, Layers.length);
  if (wanted['at-most'] !== undefined && Layers.length > wanted['at-most'])
    return tell('layers', `≤ ${wanted['at-most']}`, Layers.length);
  if (wanted.shared === undefined) return undefined;
  const shared = sharedLayers(look.memory[wanted.shared.with]?.layers ?? [], Layers);
  const { 'at-least': least, 'at-most': most } = wanted.shared;
  if (least !== undefined && shared < least) return tell('shared layers', `≥ ${least}`, shared);
  if (most !== undefined && shared > most) return tell('shared layers', `≤ ${most}`, shared);
  return undefined;
}

/** How many layers two images have in common, from the bottom. */
function sharedLayers(one: readonly string[], other: readonly string[]): number {
  const apart = one.findIndex((layer, index) => other[index] !== layer);
  return apart === -1 ? one.length : apart;
}

function judgeSize(fact: ImageFact, image: ImageFacts, subject: Subject, { world }: Look) {
  const smallerThan = fact['smaller-than'];
  if (smallerThan === undefined) return undefined;
  const other = imageNamed(world, smallerThan);
  if (other !== undefined && image.Size < other.Size) return undefined;
  return tellOf(subject)('smaller-than', `< ${smallerThan}`, undefined);
}

function judgeConfig(fact: ImageFact, { Config }: ImageFacts, subject: Subject): Difference | undefined {
  const tell = tellOf(subject);
  const words = (key: 'command' | 'entrypoint', found: readonly string[] | null | undefined) => {
    const wanted = fact[key];
    if (wanted === undefined) return undefined;
    const same = found?.length === wanted.length && wanted.every((word, index) => word === found[index]);
    return same ? undefined : tell(key, wanted.join(' '), found?.join(' '));
  };
  const value = (key: 'user' | 'workdir', found: string | undefined) =>
    fact[key] === undefined || fact[key] === found ? undefined : tell(key, fact[key], found);
  const list = (key: 'env' | 'exposed', found: readonly string[]) =>
    fact[key] &&
    judgeList(
      subject,
      key,
      fact[key],
      (entry) => found.includes(entry),
      (entry) => entry,
      found,
    );
  return (
    words('command', Config.Cmd) ??
    words('entrypoint', Config.Entrypoint) ??
    value('user', Config.User) ??
    value('workdir', Config.WorkingDir) ??
    list('env', Config.Env ?? []) ??
    list('exposed', Object.keys(Config.ExposedPorts ?? {})) ??
    (fact.labels && judgeMap(subject, 'labels', fact.labels, Config.Labels ?? {}))
  );
}
