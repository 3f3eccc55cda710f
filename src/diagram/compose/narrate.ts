import { inLanguage, type Lang } from '../../text/localized.ts';
import { same } from '../same.ts';
import { volumesOf } from './facts.ts';
import type { ServiceBox } from './model.ts';
import { composeWords } from './words.ts';

/**
 * Says what became of a service whose name has stayed.
 *
 * @param before the service as it was
 * @param after the service as it is
 * @param lang the language; words fall back to English
 * @returns a sentence; nothing if what changed has no words here
 */
export function narrateService(before: ServiceBox, after: ServiceBox, lang: Lang): string | undefined {
  const words = composeWords(lang);
  const changes: string[] = [];
  const note = after.note && inLanguage(after.note, lang)[0];
  if (note !== undefined && !same(before.note, after.note)) changes.push(words.nowFrom(note));
  if (before.replicas !== after.replicas) changes.push(words.nowContainers(after.replicas));
  if (!same(before.networks, after.networks)) changes.push(words.nowOn(after.networks));
  if (!same(before.ports, after.ports)) {
    changes.push(
      words.nowPorts(after.ports.map(({ host, target }) => `${host || words.anyPort} → ${target}`)),
    );
  }
  if (!same(volumesOf(before), volumesOf(after))) changes.push(words.nowVolumes(volumesOf(after)));
  return changes.length > 0 ? words.changedIn(inLanguage(after.label, lang)[0], changes) : undefined;
}
