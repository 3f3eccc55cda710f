/** The picture that comes by itself after each command that changes something. */
import { playMessagesOf } from '../../text/messages/play.ts';
import { type Node, paragraph } from '../../view/nodes.ts';
import { engineNodes } from '../../view/play/nodes.ts';
import type { EngineWatch, Seen } from '../engine-picture.ts';
import type { Session } from '../session.ts';

/** Pictures of one engine for one terminal, while they are on. */
export class LivePicture {
  readonly #session: Session;
  readonly #instead: 'words' | 'nothing';
  #isOn: boolean;
  #watch: EngineWatch | undefined;

  /**
   * @param isOn whether pictures come before anybody asks for them
   * @param instead what comes in place of a picture that the terminal has no room for
   */
  constructor(session: Session, isOn: boolean, instead: 'words' | 'nothing') {
    this.#session = session;
    this.#isOn = isOn;
    this.#instead = instead;
  }

  /** Turns pictures on or off. @returns what to say of that */
  async turn(how: 'on' | 'off', port: Seen): Promise<Node> {
    const { picture } = playMessagesOf(this.#session.lang);
    this.#isOn = how === 'on';
    this.#watch?.forget();
    if (this.#isOn) await this.changes(port, 0);
    const { screenReader } = this.#session.terminal;
    return paragraph(how === 'off' ? picture.off : screenReader ? picture.onSpoken : picture.on, 'muted');
  }

  /** How the engine is now, whether pictures are on or off. */
  async now(port: Seen): Promise<Node[]> {
    const { terminal, lang, host } = this.#session;
    const { engineModel } = await import('../engine-picture.ts');
    const scene = { model: await engineModel(port), hidden: [], highlight: [], notes: [] };
    const columns = host.stdout.columns || terminal.columns;
    return engineNodes(scene, { lang, charset: terminal.charset, columns }, !terminal.screenReader);
  }

  /** Begins again: the next look has nothing before it. */
  forget(): void {
    this.#watch?.forget();
  }

  /**
   * What happened since the last look, to be shown above the prompt. Nothing the first time, while pictures are off, or
   * if nothing changed.
   *
   * @param taken rows of the screen that the picture must leave free
   */
  async changes(port: Seen, taken: number): Promise<Node[]> {
    if (!this.#isOn) return [];
    const { host, terminal, lang } = this.#session;
    // Loaded when the first picture is due: the first prompt does not wait for it.
    this.#watch ??= new (await import('../engine-picture.ts')).EngineWatch();
    return this.#watch.changes(port, {
      lang,
      charset: terminal.charset,
      columns: host.stdout.columns || terminal.columns,
      rows: (host.stdout.rows || 24) - taken,
      drawn: !terminal.screenReader,
      instead: this.#instead,
    });
  }
}
