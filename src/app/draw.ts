import type { Lesson } from '../content/types.ts';
import { structureOf } from '../diagram/alternative.ts';
import type { Scene } from '../diagram/scene.ts';
import { UserError } from '../platform/errors.ts';
import { renderNodes } from '../terminal/render.ts';
import { plainTheme } from '../terminal/theme.ts';
import { scenesOf } from '../tutor/walkthrough/state.ts';
import { alternativeNodes, pictureNodes } from '../view/diagram.ts';
import { findLesson, findStep } from './find.ts';
import type { Session } from './session.ts';

/** What `draw` was asked for. */
export interface DrawRequest {
  /** `<lesson>/<step>` or `<pack>/<lesson>/<step>`. */
  readonly target: string;
  readonly format: 'text' | 'alt' | 'json';
  /** Columns as the user wrote them. */
  readonly width?: string | undefined;
  /** Whether the text goes to a file, which has no colours. */
  readonly toFile: boolean;
}

const WIDTHS = { least: 40, most: 200 };

/**
 * Draws the picture that a step comes to rest at.
 *
 * @returns text without a line end after the last line; no line is wider than asked
 * @throws UserError for a target without a picture, or a width that cannot be
 */
export async function draw(session: Session, request: DrawRequest): Promise<string> {
  const scene = await sceneOf(session, request.target);
  const { terminal, lang } = session;
  const columns = widthOf(request.width, session);
  switch (request.format) {
    case 'json':
      return JSON.stringify(structureOf(scene), undefined, 2);
    case 'alt':
      return renderNodes(alternativeNodes(scene, lang), { ...terminal, columns, theme: plainTheme }).join(
        '\n',
      );
    case 'text': {
      // The renderer keeps a margin at both edges of a screen, which a picture on its own does not need.
      const surface = { ...terminal, columns: columns + 2, ...(request.toFile && { theme: plainTheme }) };
      const nodes = pictureNodes(scene, { lang, columns: surface.columns, charset: terminal.charset });
      return renderNodes(nodes, surface)
        .map((line) => line.replace(/^ /, ''))
        .join('\n');
    }
  }
}

function widthOf(text: string | undefined, { terminal, messages }: Session): number {
  if (text === undefined) return Math.min(WIDTHS.most, Math.max(WIDTHS.least, terminal.columns));
  const width = Number(text);
  if (!Number.isInteger(width) || width < WIDTHS.least || width > WIDTHS.most) {
    throw new UserError(messages.error.badWidth(text), messages.error.badWidthHint);
  }
  return width;
}

async function sceneOf(session: Session, target: string): Promise<Scene> {
  const { messages } = session;
  const slash = target.lastIndexOf('/');
  if (slash <= 0) throw new UserError(messages.error.badTarget(target), messages.error.badTargetHint);
  const catalog = await session.catalog();
  const lesson = catalog.open(findLesson(catalog, target.slice(0, slash), messages));
  const step = lesson.steps[findStep(lesson, target.slice(slash + 1), messages)];
  const scene = step && scenesOf(lesson, step).at(-1);
  if (scene !== undefined) return scene;
  const named = step?.id ?? '';
  throw new UserError(
    messages.error.noPicture(lesson.id, named),
    messages.error.picturesAt(stepsWithPicture(lesson)),
  );
}

function stepsWithPicture(lesson: Lesson): string {
  return lesson.steps
    .flatMap((step, index) => (step.diagram === undefined ? [] : [`${index + 1} ${step.id}`]))
    .join(', ');
}
