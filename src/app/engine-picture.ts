/** Pictures of an engine: how it is now, and what changed since they were last shown. */
import { narrateEdits } from '../diagram/alternative.ts';
import { changeScene } from '../diagram/changes.ts';
import { diffModels } from '../diagram/diff.ts';
import type { Edit } from '../diagram/edit.ts';
import type { EngineModel } from '../diagram/engine/model.ts';
import { worldModel } from '../diagram/engine/world-model.ts';
import { drawScene } from '../diagram/layout/draw.ts';
import { same } from '../diagram/same.ts';
import type { Scene } from '../diagram/scene.ts';
import type { EnginePort } from '../engine/port.ts';
import type { World } from '../engine/world.ts';
import type { ViewContext } from '../view/context.ts';
import { GAP, type Node, paragraph } from '../view/nodes.ts';
import { engineNodes } from '../view/play/nodes.ts';

/** What a picture needs of an engine. */
export type Seen = Pick<EnginePort, 'inspect' | 'observe'>;

/**
 * What an engine has now, with what its containers have written.
 *
 * @param port the engine; it is only looked at
 * @param before how it was, so that what changed is in the picture even where there is too much for all of it
 */
export async function engineModel(port: Seen, before?: EngineModel): Promise<EngineModel> {
  const world = await port.inspect();
  const options = before === undefined ? {} : { first: changedNames(before, world) };
  const names = worldModel(world, options).containers.map(({ id }) => id);
  const answers = await port.observe(names.map((container) => ({ kind: 'diff', container })));
  const diffs = new Map(
    answers.flatMap((answer, index) =>
      answer.kind === 'diff' && answer.found ? [[names[index] ?? '', answer.changes] as const] : [],
    ),
  );
  return worldModel(world, { ...options, diffs });
}

/** Containers that were not in the picture, or were in another state. */
function changedNames(before: EngineModel, world: World): Set<string> {
  const known = new Map(before.containers.map(({ id, status }) => [id, status]));
  return new Set(
    world.containers
      .map(({ Name, State }) => ({ name: Name.replace(/^\//, ''), status: State.Status }))
      .filter(({ name, status }) => known.get(name) !== status)
      .map(({ name }) => name),
  );
}

/** How an engine came to be as it is. */
export interface Moment {
  readonly scene: Scene;
  /** What happened since the moment before, a sentence each; none the first time. */
  readonly said: readonly string[];
}

/** How a picture is shown. */
export interface Showing extends ViewContext {
  /** Whether it is drawn; otherwise what happened is said. */
  readonly drawn: boolean;
  /** Rows that it may take. */
  readonly rows: number;
  /** What comes in place of a picture that is taller: what happened in words, or nothing. */
  readonly instead: 'words' | 'nothing';
}

/** What happened; that the picture orders things otherwise is nothing that happened. */
function happenings(before: EngineModel, after: EngineModel): Edit[] {
  return diffModels(before, after).filter(({ kind }) => kind !== 'move-item');
}

/** Looks at an engine again and again, and tells what became of it. */
export class EngineWatch {
  #before: EngineModel | undefined;

  /** Looks at the engine. @returns nothing if it is as it was when it was last looked at */
  async look(port: Seen, lang: string): Promise<Moment | undefined> {
    const before = this.#before;
    const after = await engineModel(port, before);
    if (before !== undefined && same(before, after)) return undefined;
    this.#before = after;
    return {
      scene: changeScene(before, after),
      said: before === undefined ? [] : narrateEdits(happenings(before, after), lang),
    };
  }

  /** What to show of what happened since the last look; nothing the first time. */
  async changes(port: Seen, how: Showing): Promise<Node[]> {
    const isFirst = this.#before === undefined;
    const moment = await this.look(port, how.lang);
    if (moment === undefined || isFirst) return [];
    const { scene, said } = moment;
    const { lang, charset, columns } = how;
    const isTall = how.drawn && drawScene(scene, { lang, charset, width: columns - 2 }).height > how.rows;
    if (how.drawn && !isTall) return [GAP, ...engineNodes(scene, how, true), GAP];
    return isTall && how.instead === 'nothing' ? [] : said.map((sentence) => paragraph(sentence, 'muted'));
  }

  /** Forgets how it was: the next look is the first. */
  forget(): void {
    this.#before = undefined;
  }
}
