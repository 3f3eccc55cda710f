/** What the picture says of a case's next build, and what an engine did, in one form. */
import { dockerfilePicture } from '../../../src/diagram/dockerfile/picture.ts';
import type { Layer } from '../../../src/diagram/model.ts';
import type { RebuildCase } from './rebuild-cases.ts';

/** A step of a build: what it does, and whether the engine took it from the cache. */
export interface StepDone {
  readonly step: string;
  readonly cached: boolean;
}

/** The layers that the picture of a case shows. @throws Error if Docker would not build its Dockerfile */
export function layersOfCase({ dockerfile, files, changed, target = '' }: RebuildCase): readonly Layer[] {
  const picture = dockerfilePicture({
    text: dockerfile,
    target,
    ignore: files['.dockerignore'],
    changed,
  });
  if ('error' in picture) throw new Error(picture.error);
  const { model } = picture.scene;
  if (model.kind !== 'layers') throw new Error(`a picture of ${model.kind}`);
  return model.layers;
}

/**
 * What the progress of a build (`--progress plain`) says of its steps, without the one that takes the base image.
 *
 * @param progress what `docker build` printed
 */
export function stepsDone(progress: string): readonly StepDone[] {
  const names = new Map<string, string>();
  const steps: StepDone[] = [];
  for (const line of progress.split('\n')) {
    const [, index = '', name] = /^#(\d+) (\[.*?\d+\/\d+\] .*)$/.exec(line) ?? [];
    if (name !== undefined) names.set(index, name.replace(/^\[[^\]]*\] /, ''));
    const [, ended = '', how] = /^#(\d+) (CACHED|DONE .*|ERROR.*)$/.exec(line) ?? [];
    const step = names.get(ended);
    if (how !== undefined && step !== undefined && !step.startsWith('FROM ')) {
      steps.push({ step, cached: how === 'CACHED' });
      names.delete(ended);
    }
  }
  return steps;
}

/**
 * Where the picture and an engine disagree.
 *
 * @param layers what the picture shows
 * @param steps what the engine did
 * @returns a line for each step that the engine did otherwise than a layer says, and for each that only one of them has
 */
export function disagreements(layers: readonly Layer[], steps: readonly StepDone[]): string[] {
  const made = layers.filter(({ adds }) => adds === 'files');
  const left = [...steps];
  const found: string[] = [];
  for (const { line = '', state } of made) {
    const at = left.findIndex(({ step }) => looksLike(step, line));
    const [done] = at === -1 ? [] : left.splice(at, 1);
    if (state === 'skipped') {
      if (done !== undefined) found.push(`${line}: said to be skipped, and was built`);
    } else if (done === undefined) found.push(`${line}: said to be ${state}, and was not built`);
    else if (state !== 'checked' && done.cached !== (state === 'cached')) {
      found.push(`${line}: said to be ${state}, and was ${done.cached ? 'cached' : 'rebuilt'}`);
    }
  }
  return [...found, ...left.map(({ step }) => `${step}: was built, and is not in the picture`)];
}

/** Engines show a line with its variables expanded, its blanks as they are, and the JSON form without quotes. */
function looksLike(step: string, line: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/^ONBUILD /, '')
      .replace(/\s+/g, ' ')
      .replaceAll('"', '')
      .trim();
  const parts = plain(line)
    .split(/\$\{?\w+\}?/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(plain(step));
}
