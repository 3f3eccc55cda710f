/** `draw`: a picture of a step, a file or an engine, in one of several forms. */
import { structureOf } from '../diagram/alternative.ts';
import { UserError } from '../platform/errors.ts';
import { renderNodes } from '../terminal/render.ts';
import { plainTheme } from '../terminal/theme.ts';
import { withoutControls } from '../text/control.ts';
import { alternativeNodes, pictureNodes } from '../view/diagram.ts';
import { GAP, type Node, paragraph } from '../view/nodes.ts';
import { findTarget, type Target } from './draw-target.ts';
import type { Drawn } from './drawn.ts';
import type { Session } from './session.ts';

type Format = 'text' | 'alt' | 'svg' | 'json';

/** What `draw` was asked for. */
export interface DrawRequest {
  /** A step, a path, or `engine`: see `findTarget`. */
  readonly target: string;
  /** Without it text, or words where a screen reader reads. */
  readonly format?: Format | undefined;
  /** Columns as the user wrote them. */
  readonly width?: string | undefined;
  /** Whether the text goes to a file, which has no colours. */
  readonly toFile: boolean;
  /** Of a Dockerfile: the stage that is built, and the files that have changed. */
  readonly stage?: string | undefined;
  readonly changed?: readonly string[] | undefined;
  /** Of an engine: which, and whether to draw again when it changes. */
  readonly engine?: 'sandbox' | 'docker' | 'auto' | undefined;
  readonly watch?: boolean | undefined;
}

const WIDTHS = { least: 40, most: 200 };

/**
 * Draws a picture: of a step, the one that it comes to rest at.
 *
 * @returns text without a line end after the last line; no line of a drawing is wider than asked. Of what was watched, which
 *   is on the screen already, the exit code
 * @throws UserError for a target without a picture, a width that cannot be, an option that is for another target
 */
export async function draw(session: Session, request: DrawRequest): Promise<string | number> {
  const columns = widthOf(request.width, session);
  const target = await findTarget(session, request.target);
  await refuseOptions(session, request, target);
  const format = await formatter(session, request, columns);
  if (target.kind === 'engine' && request.watch === true) {
    const { watchEngine } = await import('./draw-engine.ts');
    return await watchEngine(session, { engine: request.engine ?? 'auto' }, format);
  }
  return format(await drawTarget(session, request, target));
}

async function drawTarget(session: Session, request: DrawRequest, target: Target): Promise<Drawn> {
  switch (target.kind) {
    case 'lesson': {
      const { drawStep } = await import('./draw-lesson.ts');
      return drawStep(session, request.target);
    }
    case 'engine': {
      const { drawEngine } = await import('./draw-engine.ts');
      return drawEngine(session, { engine: request.engine ?? 'auto' });
    }
    case 'compose': {
      const { drawComposeFile } = await import('./draw-compose.ts');
      return drawComposeFile(session, target.path);
    }
    case 'dockerfile': {
      const { drawDockerfile } = await import('./draw-dockerfile.ts');
      const { scene, below } = await drawDockerfile(session, {
        path: target.path,
        target: request.stage,
        changed: request.changed,
      });
      return { scene, below: [...below, ...(target.remark === undefined ? [] : ['', target.remark])] };
    }
  }
}

/** What makes text of pictures in the form that was asked for. */
async function formatter(
  session: Session,
  request: DrawRequest,
  columns: number,
): Promise<(drawn: Drawn) => string> {
  const format = request.format ?? (session.terminal.screenReader ? 'alt' : 'text');
  if (format !== 'svg') return (drawn) => formatted(session, { ...request, format }, drawn, columns);
  const { svgOf } = await import('../diagram/svg.ts');
  return ({ scene }) => svgOf(scene, { lang: session.lang, width: columns });
}

function formatted(
  { terminal, lang }: Session,
  request: DrawRequest,
  { scene, below }: Drawn,
  columns: number,
): string {
  // Files are named in it, and lines of files.
  const texts = below.map(withoutControls);
  const said = texts.map((text): Node => (text === '' ? GAP : paragraph(text)));
  const notes = said.length === 0 ? [] : [GAP, ...said];
  switch (request.format) {
    case 'json':
      return JSON.stringify(
        { ...structureOf(scene), below: texts.filter((text) => text !== '') },
        undefined,
        2,
      );
    case 'alt':
      return renderNodes([...alternativeNodes(scene, lang), ...notes], {
        ...terminal,
        columns,
        theme: plainTheme,
      }).join('\n');
    default: {
      // The renderer keeps a margin at both edges of a screen, which a picture on its own does not need.
      const surface = { ...terminal, columns: columns + 2, ...(request.toFile && { theme: plainTheme }) };
      const nodes = pictureNodes(scene, { lang, columns: surface.columns, charset: terminal.charset });
      return renderNodes([...nodes, ...notes], surface)
        .map((line) => line.replace(/^ /, ''))
        .join('\n');
    }
  }
}

/** Options that only some targets have are refused where they would be passed over. */
async function refuseOptions(session: Session, request: DrawRequest, target: Target): Promise<void> {
  const file = target.kind === 'dockerfile' ? undefined : ('aDockerfile' as const);
  const engine = target.kind === 'engine' ? undefined : ('theEngine' as const);
  const once = request.watch === true ? ('onePicture' as const) : undefined;
  const refused = (
    [
      ['--target', file, request.stage !== undefined],
      ['--changed', file, request.changed !== undefined],
      ['--engine', engine, request.engine !== undefined],
      ['--watch', engine, request.watch === true],
      ['-o', once, request.toFile],
      ['--format svg', once, request.format === 'svg'],
    ] as const
  ).find(([, what, given]) => given && what !== undefined);
  if (refused === undefined) return;
  const { drawMessagesOf } = await import('../text/messages/draw.ts');
  const words = drawMessagesOf(session.lang);
  const [option, what] = refused;
  throw new UserError(
    words.onlyFor(option, words[what!]),
    session.messages.error.seeHelp('docker-tutor draw'),
  );
}

function widthOf(text: string | undefined, { terminal, messages }: Session): number {
  if (text === undefined) return Math.min(WIDTHS.most, Math.max(WIDTHS.least, terminal.columns));
  const width = Number(text);
  if (!Number.isInteger(width) || width < WIDTHS.least || width > WIDTHS.most) {
    throw new UserError(messages.error.badWidth(text), messages.error.badWidthHint);
  }
  return width;
}
