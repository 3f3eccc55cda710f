/** What was measured of the terminals that the learner uses, remembered for the next start. */
import { diskFolder } from '../platform/disk-folder.ts';
import type { Host } from '../platform/host.ts';
import type { Widths } from '../terminal/probe.ts';
import { terminalKey } from '../terminal/terminal-key.ts';
import type { Charset } from '../text/charset.ts';

/** Whether to ask the terminal: not at all, if it is not known yet, or even though it is. */
export type Measuring = 'never' | 'once' | 'again';

/** A file that can be thrown away: what is in it is measured again. */
const FILE = 'terminals.json';
const FORMAT = 1;
/** Terminals that are remembered; a learner has a few. */
const MOST = 20;

/** How long the first frame may wait for the answer, and how long `doctor` waits. Milliseconds. */
const PATIENCE = { once: 60, again: 500 } as const;

interface Remembered {
  readonly key: string;
  /** Empty if the terminal did not answer. */
  readonly widths: Widths;
}

/** What is known of a terminal. */
export interface TerminalProfile {
  /** What was measured on an earlier day; empty if the terminal did not answer then, nothing if it is new. */
  readonly known: Widths | undefined;
  /** Settles with what is measured now: empty if the terminal does not answer in time. Nothing if it is not asked. */
  readonly asked: Promise<Widths> | undefined;
  /** Gives the terminal's line mode back, hears of no late answer any more, and remembers what was told. */
  stop(): void;
}

/** A terminal of which nothing needs to be known. */
export const NO_PROFILE: TerminalProfile = { known: undefined, asked: undefined, stop: () => undefined };

/**
 * Looks up the terminal, or asks it and remembers what it says; that it says nothing is remembered, too. Whoever calls
 * has made sure that a person sits there.
 *
 * @param data the data folder
 */
export async function profileOf(host: Host, data: string, measuring: Measuring): Promise<TerminalProfile> {
  const key = terminalKey(host.env, host.platform);
  const known = remembered(data).find((each) => each.key === key)?.widths;
  if (measuring === 'never' || (measuring === 'once' && known !== undefined) || isAutomated(host))
    return { ...NO_PROFILE, known };
  const { measureWidths } = await import('../terminal/probe.ts');
  let late: Widths | undefined;
  const { widths, stop } = measureWidths(host.stdin, host.stdout, PATIENCE[measuring], (found) => {
    late = found;
    remember(data, { key, widths: found });
  });
  let keep = (): void => undefined;
  const asked = widths.then((found = {}) => {
    keep = () => {
      keep = () => undefined;
      remember(data, { key, widths: late ?? found });
    };
    // Not before the first frame: putting something on disk takes longer than drawing. By then an answer may have come.
    setImmediate(() => keep());
    return found;
  });
  return {
    known,
    asked,
    stop() {
      stop();
      // Who leaves at once leaves before that.
      keep();
    },
  };
}

/** Forgets all terminals. */
export function forgetTerminals(data: string): void {
  diskFolder(data).remove(FILE);
}

/**
 * The characters that a terminal with these widths must be given, whatever is known of it otherwise.
 *
 * @returns nothing if that is not told by them
 */
export function charsetOfWidths(widths: Widths | undefined): Charset | undefined {
  return widths?.box === undefined || widths.box === 1 ? undefined : 'ascii';
}

/** Whether nobody sits there after all: what runs tests of programs says so. */
function isAutomated({ env }: Host): boolean {
  return env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false';
}

function remembered(data: string): readonly Remembered[] {
  try {
    const content = JSON.parse(diskFolder(data).read(FILE).toString()) as {
      format?: unknown;
      terminals?: unknown;
    };
    return content.format === FORMAT && Array.isArray(content.terminals)
      ? content.terminals.filter(isRemembered)
      : [];
  } catch {
    return [];
  }
}

function isRemembered(value: unknown): value is Remembered {
  const { key, widths } = (value ?? {}) as { key?: unknown; widths?: unknown };
  return (
    typeof key === 'string' &&
    typeof widths === 'object' &&
    widths !== null &&
    Object.values(widths).every((cells) => typeof cells === 'number')
  );
}

function remember(data: string, found: Remembered): void {
  const others = remembered(data).filter(({ key }) => key !== found.key);
  const content = { format: FORMAT, terminals: [found, ...others].slice(0, MOST) };
  try {
    diskFolder(data).replace(FILE, `${JSON.stringify(content)}\n`);
  } catch {
    // A disk that refuses: the terminal is asked again the next time, and the log tells the learner of the disk.
  }
}
