/** What a service's box says under its name, and how that is set in lines. */
import { inLanguage, type Lang, NEUTRAL } from '../../text/localized.ts';
import { type CellMaker, type FormGroup, type Forms, formWidth } from '../layout/cells.ts';
import type { PartPath } from '../part.ts';
import type { BindUse, ComposeModel, PublishedPort, ServiceBox, ServiceNeed } from './model.ts';
import type { ComposeWords } from './words.ts';

/** What is told in words because the picture draws no line for it. */
export interface Told {
  readonly ports: boolean;
  readonly volumes: boolean;
  readonly networks: boolean;
}

/** A quiet remark in a service's box. */
export interface Fact {
  readonly forms: Forms;
  /** The part that it speaks of; it is not shown while that one is hidden. */
  readonly about?: PartPath;
}

/** A fact in its place in a line, in cells from the line's start. */
export interface PlacedFact {
  readonly fact: Fact;
  readonly x: number;
}

/** Host folders that a box names; more are counted. */
const MOST_BINDS = 2;
/** Cells between two facts of a line. */
const GAP = 3;

/** Makes the facts of services; facts of one kind choose the same form. */
export class FactMaker {
  readonly #maker: CellMaker;
  readonly #words: ComposeWords;
  readonly #into: string;
  readonly #groups = new Map<string, FormGroup>();
  readonly #labels: ReadonlyMap<string, readonly [string, ...string[]]>;

  /**
   * @param model the project
   * @param maker makes the forms
   * @param words the words of its language
   * @param into the arrow between what is outside and where it is inside, one cell wide
   */
  constructor(model: ComposeModel, maker: CellMaker, words: ComposeWords, into: string) {
    this.#maker = maker;
    this.#words = words;
    this.#into = into;
    this.#labels = labelsOf(model, maker.lang);
    // In this order they get their longer forms back.
    for (const kind of ['need', 'note', 'mode', 'bind']) this.#group(kind);
  }

  /** The facts of a service in reading order; `told` says which of its relations have no line of their own. */
  of(service: ServiceBox, told: Told): Fact[] {
    const words = this.#words;
    const facts: Fact[] = [];
    if (service.note) {
      const forms = this.#maker.forms(service.note, this.#group('note'));
      facts.push({ forms });
    }
    if (service.mode !== undefined) facts.push(this.#mode(service.mode));
    if (told.ports) for (const port of service.ports) facts.push(this.#fact('port', [this.#portText(port)]));
    if (told.networks)
      for (const id of service.networks) facts.push(this.#named('networks', id, words.onNetwork));
    for (const need of service.needs) facts.push(this.#need(need));
    if (told.volumes)
      for (const id of volumesOf(service)) facts.push(this.#named('volumes', id, words.hasVolume));
    for (const bind of service.binds.slice(0, MOST_BINDS)) facts.push(this.#bind(bind));
    const more = service.binds.length - MOST_BINDS;
    if (more > 0) facts.push(this.#fact('bind', [words.fromHost(`+${more}`)]));
    if (service.profiles.length > 0) facts.push(this.#fact('profile', [words.profile(service.profiles)]));
    return facts;
  }

  /** A port's two ends. */
  port(port: PublishedPort): { readonly host: Forms; readonly target: Forms; readonly both: Forms } {
    const group = this.#group('port');
    const forms = (text: string) => this.#maker.forms({ [NEUTRAL]: [text] }, group);
    return {
      host: forms(port.host || this.#words.anyPort),
      target: forms(port.target),
      both: forms(this.#portText(port)),
    };
  }

  #portText(port: PublishedPort): string {
    return `${port.host || this.#words.anyPort} ${this.#into} ${port.target}`;
  }

  #mode(mode: string): Fact {
    const words = this.#words;
    if (mode === 'host') return this.#fact('mode', [words.modeHost]);
    if (mode === 'none') return this.#fact('mode', [words.modeNone]);
    const [kind, name = ''] = mode.split(/:(.*)/s);
    if (kind === 'service') return this.#named('services', name, words.modeOf);
    return this.#fact('mode', [kind === 'container' ? words.modeOf(name) : words.mode(mode)]);
  }

  #need({ service, condition }: ServiceNeed): Fact {
    const words = this.#words;
    const say =
      condition === 'healthy'
        ? words.afterHealthy
        : condition === 'completed'
          ? words.afterCompleted
          : words.after;
    const path = `services/${service}`;
    const names = this.#labels.get(path) ?? [service];
    const forms = names.flatMap((name) => say(name));
    return this.#fact('need', [...new Set(forms)], this.#labels.has(path) ? path : undefined);
  }

  #bind({ source, target }: BindUse): Fact {
    const { fromHost } = this.#words;
    // The mark keeps the end of a path from being read as a path of its own.
    const end = `…${source.slice(source.lastIndexOf('/'))}`;
    const shortest = end.length < source.length && source.includes('/') ? [fromHost(end)] : [];
    return this.#fact('bind', [fromHost(`${source} ${this.#into} ${target}`), fromHost(source), ...shortest]);
  }

  #named(group: 'services' | 'networks' | 'volumes', id: string, say: (name: string) => string): Fact {
    const path = `${group}/${id}`;
    const known = this.#labels.get(path);
    return this.#fact(group, (known ?? [id]).map(say), known ? path : undefined);
  }

  #fact(kind: string, texts: readonly string[], about?: PartPath): Fact {
    const [first = '', ...shorter] = texts;
    const forms = this.#maker.forms({ [NEUTRAL]: [first, ...shorter] }, this.#group(kind));
    return about === undefined ? { forms } : { forms, about };
  }

  #group(kind: string): FormGroup {
    let group = this.#groups.get(kind);
    if (!group) {
      group = this.#maker.group();
      this.#groups.set(kind, group);
    }
    return group;
  }
}

/** Ids of the volumes that a service uses, each once. */
export function volumesOf(service: ServiceBox): string[] {
  return [...new Set(service.volumes.map(({ volume }) => volume))];
}

/** The labels of all parts by path. */
function labelsOf(model: ComposeModel, lang: Lang): ReadonlyMap<string, readonly [string, ...string[]]> {
  const labels = new Map<string, readonly [string, ...string[]]>();
  for (const group of ['services', 'networks', 'volumes'] as const)
    for (const { id, label } of model[group]) labels.set(`${group}/${id}`, inLanguage(label, lang));
  return labels;
}

/** Cells of the widest fact. */
export function factsWidth(facts: readonly Fact[]): number {
  return facts.reduce((most, { forms }) => Math.max(most, formWidth(forms)), 0);
}

/**
 * Sets facts in as few lines as they fit, in their order.
 *
 * @param facts the facts, their forms chosen
 * @param cells the room of a line; a fact that is wider has a line of its own
 */
export function setFacts(facts: readonly Fact[], cells: number): PlacedFact[][] {
  const lines: PlacedFact[][] = [];
  let end = 0;
  for (const fact of facts) {
    const width = formWidth(fact.forms);
    const line = lines.at(-1);
    if (line && end + GAP + width <= cells) line.push({ fact, x: end + GAP });
    else lines.push([{ fact, x: 0 }]);
    end = lines.at(-1)!.at(-1)!.x + width;
  }
  return lines;
}
