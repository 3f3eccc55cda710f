/** An engine's state in words. */
import { inLanguage } from '../../text/localized.ts';
import type { Label } from '../part.ts';
import { type AltItem, item, type Speaker } from '../speaker.ts';
import type { EngineContainer, EngineImage, EngineModel } from './model.ts';
import { changesText } from './narrate.ts';
import { sizeText, stateTexts } from './texts.ts';
import { type EngineWords, engineWords } from './words.ts';

/**
 * Says an engine's state: each container with all that the picture shows of it, then images, networks, volumes, what
 * the kernel runs, and what is left out. What is hidden is named nowhere.
 *
 * @param model what is there
 * @param speaker the scene and its language
 */
export function engineItems(model: EngineModel, speaker: Speaker): AltItem[] {
  return new EngineSpeaker(model, speaker).items();
}

class EngineSpeaker {
  readonly #model: EngineModel;
  readonly #speaker: Speaker;
  readonly #words: EngineWords;

  constructor(model: EngineModel, speaker: Speaker) {
    this.#model = model;
    this.#speaker = speaker;
    this.#words = engineWords(speaker.lang);
  }

  items(): AltItem[] {
    const words = this.#words;
    const { containers, images, networks, volumes, leftOut } = this.#model;
    const list = (title: string, items: AltItem[], always = false) =>
      items.length > 0 || always ? [item(title, items)] : [];
    const running = containers.filter(
      ({ id, status }) =>
        (status === 'running' || status === 'paused') &&
        !this.#speaker.isHidden(`containers/${id}`) &&
        this.#speaker.changeOf(`containers/${id}`) !== 'gone',
    );
    return [
      ...list(
        words.containersAre(containers.length),
        containers.map((container) => this.#container(container)),
        true,
      ),
      ...list(
        words.imagesAre(images.length),
        images.map((image) => this.#image(image)),
        true,
      ),
      ...list(
        words.networksAre(networks.length),
        networks.map(({ id, label }) =>
          this.#used(
            `networks/${id}`,
            label,
            containers.filter((container) => container.networks.includes(id)),
          ),
        ),
      ),
      ...list(
        words.volumesAre(volumes.length),
        volumes.map(({ id, label }) =>
          this.#used(
            `volumes/${id}`,
            label,
            containers.filter((container) => container.volumes.some(({ volume }) => volume === id)),
          ),
        ),
      ),
      item(words.beside(running.map(({ label }) => this.#speaker.label(label)))),
      ...(leftOut ? [item(`${words.leftOut(leftOut)[0]}.`)] : []),
    ];
  }

  #container(container: EngineContainer): AltItem {
    const words = this.#words;
    const model = this.#model;
    const names = (path: string, label: Label) => this.#name(path, label);
    const image = model.images.find(({ id }) => id === container.image);
    const stood = image && names(`images/${image.id}`, image.label);
    const networks = model.networks.flatMap(({ id, label }) =>
      container.networks.includes(id) ? (names(`networks/${id}`, label) ?? []) : [],
    );
    const volumes = container.volumes.flatMap(({ volume, target }) => {
      const known = model.volumes.find(({ id }) => id === volume);
      const name = known && names(`volumes/${volume}`, known.label);
      return name === undefined ? [] : [words.volumeAt(name, target)];
    });
    return item(
      this.#speaker.part(`containers/${container.id}`, container.label, [
        stateTexts(container, words)[0],
        ...(stood === undefined ? [] : [words.ofImage(stood)]),
        ...container.ports.map(({ host, target }) => words.published(host, target)),
        ...(networks.length > 0 ? [words.onNetworks(networks)] : []),
        ...(container.mode === undefined ? [] : [words.mode(container.mode)]),
        ...volumes,
        ...(container.binds ?? []).map(({ source, target }) => words.bindAt(source, target)),
        ...(container.changes === undefined ? [] : [words.writes(changesText(container, words))]),
      ]),
    );
  }

  #image(image: EngineImage): AltItem {
    const words = this.#words;
    const sharing = this.#model.images
      .filter((other) => other !== image)
      .map((other) => ({ other, count: sharedLayers(image, other) }));
    const most = Math.max(0, ...sharing.map(({ count }) => count));
    const partners = sharing.flatMap(({ other, count }) =>
      count === most ? (this.#name(`images/${other.id}`, other.label) ?? []) : [],
    );
    return item(
      this.#speaker.part(`images/${image.id}`, image.label, [
        words.layers(image.layers.length),
        ...(image.size > 0 ? [sizeText(image.size)] : []),
        ...(most > 0 && partners.length > 0 ? [words.shares(most, partners)] : []),
      ]),
    );
  }

  /** A network or a volume with the containers that use it. */
  #used(path: string, label: Label, users: readonly EngineContainer[]): AltItem {
    const names = users.flatMap((user) => this.#name(`containers/${user.id}`, user.label) ?? []);
    const remark =
      users.length === 0 ? [this.#words.unused] : names.length > 0 ? [this.#words.usedBy(names)] : [];
    return item(this.#speaker.part(path, label, remark));
  }

  /** A label, unless what it names is hidden. */
  #name(path: string, label: Label): string | undefined {
    return this.#speaker.isHidden(path) ? undefined : inLanguage(label, this.#speaker.lang)[0];
  }
}

/** How many layers two images begin with alike. */
function sharedLayers(one: EngineImage, other: EngineImage): number {
  const differs = one.layers.findIndex((layer, index) => other.layers[index] !== layer);
  return differs === -1 ? one.layers.length : differs;
}
