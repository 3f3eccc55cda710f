/** `draw engine`: a picture of what an engine has, once or each time that it changes. */
import type { Scene } from '../diagram/scene.ts';
import { EXIT, UserError } from '../platform/errors.ts';
import { playMessagesOf } from '../text/messages/play.ts';
import type { Drawn } from './drawn.ts';
import { type Followed, followEngine } from './engine-follow.ts';
import { EngineWatch, engineModel, type Seen } from './engine-picture.ts';
import { openSandbox } from './open-sandbox.ts';
import type { Session } from './session.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** Which engine is drawn. */
export interface DrawEngineRequest {
  /** `auto`: Docker where it can be reached. */
  readonly engine: 'sandbox' | 'docker' | 'auto';
}

/** An engine that can be drawn; without `follow`, nothing ever happens in it. */
type Drawable = Seen & Partial<Pick<Followed, 'follow'>>;

/**
 * Draws what an engine has now. The sandbox is made anew for each command that needs one, so outside `play` and labs it
 * is as at the beginning, with nothing in it: the lines below say so. `auto` draws Docker's engine; where it cannot be
 * reached, the lines below say why, and the picture is the sandbox's.
 *
 * @throws UserError if Docker is asked for and cannot be used
 */
export async function drawEngine(session: Session, request: DrawEngineRequest): Promise<Drawn> {
  const { engine, below } = await openEngine(session, request);
  return { scene: { model: await engineModel(engine), hidden: [], highlight: [], notes: [] }, below };
}

/**
 * Shows an engine's picture each time that it changes, with what is new, changed or gone marked, until the user presses
 * Ctrl-C. On a terminal each picture takes the place of the one before, and what was on the terminal is back at the
 * end; in a pipe and for screen readers they come one after another.
 *
 * @param render a picture as text, whose lines fit the terminal
 * @returns the exit code
 * @throws UserError if the engine cannot be used, or goes away
 */
export async function watchEngine(
  session: Session,
  request: DrawEngineRequest,
  render: (drawn: Drawn) => string,
): Promise<number> {
  const { host, terminal, lang } = session;
  const { picture } = playMessagesOf(lang);
  const { engine, below } = await openEngine(session, request);
  const watch = new EngineWatch();
  const first = await watch.look(engine, lang);
  const { follow } = engine;
  if (first === undefined || follow === undefined) {
    if (first !== undefined) session.write(`${render({ scene: first.scene, below })}\n`);
    return EXIT.done;
  }
  const screen =
    terminal.interactive && !terminal.screenReader
      ? (await import('../terminal/screen.ts')).openScreen(host.stdout)
      : undefined;
  const show = (scene: Scene, said: readonly string[]): void => {
    const text = render({ scene, below });
    if (screen === undefined) {
      // A screen reader has heard the picture once; after that, what happened is enough.
      const spoken = terminal.screenReader && said.length > 0 ? said.join('\n') : text;
      session.write(`${spoken}\n\n`);
      return;
    }
    screen.paint(fitted([...text.split('\n'), '', ` ${picture.watching}`], screen.size().rows));
  };

  show(first.scene, first.said);
  try {
    const ended = await followEngine({ ...engine, follow }, watch, {
      lang,
      show: ({ scene, said }) => show(scene, said),
      leave: (stop) => untilInterrupted(host, stop),
    });
    if (ended === undefined) throw new UserError(picture.gone, picture.goneHint);
    return ended;
  } finally {
    screen?.leave();
  }
}

/** The lines that a screen has room for; the last says that there are more. */
function fitted(lines: readonly string[], rows: number): string[] {
  if (lines.length <= rows) return [...lines];
  return [...lines.slice(0, Math.max(0, rows - 1)), ` … ${lines.length - rows + 1}`];
}

async function openEngine(
  session: Session,
  { engine }: DrawEngineRequest,
): Promise<{ readonly engine: Drawable; readonly below: readonly string[] }> {
  const { picture } = playMessagesOf(session.lang);
  if (engine !== 'sandbox') {
    try {
      const { openDocker } = await import('./lab-docker.ts');
      return { engine: await openDocker(session), below: [] };
    } catch (error) {
      if (engine === 'docker' || !(error instanceof UserError)) throw error;
      return {
        engine: await openSandbox(session, { output: () => undefined }),
        below: [error.message, picture.instead, picture.sandbox],
      };
    }
  }
  return { engine: await openSandbox(session, { output: () => undefined }), below: [picture.sandbox] };
}
