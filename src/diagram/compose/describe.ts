import { type AltItem, item, type Speaker } from '../speaker.ts';
import type { ComposeModel, ServiceBox } from './model.ts';
import { type ComposeWords, composeWords } from './words.ts';

/** Says a Compose project in words: each service with what it is joined to, then the networks, then the volumes. */
export function composeItems(model: ComposeModel, speaker: Speaker): AltItem[] {
  const words = composeWords(speaker.lang);
  const named = (group: 'services' | 'networks' | 'volumes', ids: readonly string[]) =>
    ids
      .filter((id) => !speaker.isHidden(`${group}/${id}`))
      .map((id) => {
        const found = model[group].find((each) => each.id === id);
        return found ? speaker.label(found.label) : id;
      });
  const services = model.services.map((service) =>
    item(speaker.part(`services/${service.id}`, service.label, remarksOf(service, words, speaker, named))),
  );
  const users = (uses: (service: ServiceBox) => boolean) =>
    named(
      'services',
      model.services.filter(uses).map(({ id }) => id),
    );
  const networks = model.networks.map(({ id, label, external, internal }) => {
    const attached = users((service) => service.networks.includes(id));
    const remarks = [
      ...(external ? [words.externalNetwork] : []),
      ...(internal ? [words.internalNetwork] : []),
      attached.length > 0 ? words.attached(attached) : words.nobody,
    ];
    return item(speaker.part(`networks/${id}`, label, remarks));
  });
  const volumes = model.volumes.map(({ id, label, external }) => {
    const using = users((service) => service.volumes.some(({ volume }) => volume === id));
    const remarks = [
      ...(external ? [words.externalVolume] : []),
      using.length > 0 ? words.used(using) : words.nobody,
    ];
    return item(speaker.part(`volumes/${id}`, label, remarks));
  });
  return [
    ...(services.length > 0 ? [item(words.services, services)] : []),
    ...(networks.length > 0 ? [item(words.networks, networks)] : []),
    ...(volumes.length > 0 ? [item(words.volumes, volumes)] : []),
  ];
}

function remarksOf(
  service: ServiceBox,
  words: ComposeWords,
  speaker: Speaker,
  named: (group: 'services' | 'networks' | 'volumes', ids: readonly string[]) => string[],
): string[] {
  const networks = named('networks', service.networks);
  const readOnly = (use: { readonly readOnly: boolean }) => (use.readOnly ? ` (${words.readOnly})` : '');
  return [
    ...(service.note ? [speaker.label(service.note)] : []),
    ...(service.replicas === 1 ? [] : [words.containers(service.replicas)]),
    ...modeOf(service, words, named),
    ...(service.mode === undefined && networks.length > 0 ? [words.onNetworks(networks)] : []),
    ...service.ports.map(({ host, target }) =>
      host === '' ? words.portAny(target) : words.port(host, target),
    ),
    ...service.volumes.flatMap((use) =>
      named('volumes', [use.volume]).map((name) => words.volumeAt(name, use.target) + readOnly(use)),
    ),
    ...service.binds.map((use) => words.bindAt(use.source, use.target) + readOnly(use)),
    ...service.needs.flatMap(({ service: id, condition }) =>
      named('services', [id]).map((name) => words.starts[condition](name)),
    ),
    ...(service.profiles.length > 0 ? [words.onlyWith(service.profiles)] : []),
  ];
}

function modeOf(
  { mode }: ServiceBox,
  words: ComposeWords,
  named: (group: 'services', ids: readonly string[]) => string[],
): string[] {
  if (mode === undefined) return [];
  if (mode === 'host') return [words.modeHost];
  if (mode === 'none') return [words.modeNone];
  const [kind, name = ''] = mode.split(/:(.*)/s);
  if (kind === 'service') return named('services', [name]).map(words.modeOf);
  return [kind === 'container' ? words.modeOf(name) : words.mode(mode)];
}
