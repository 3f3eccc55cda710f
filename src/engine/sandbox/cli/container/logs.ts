import type { LogLine } from '../../daemon/api.ts';
import { parseMoment } from '../../daemon/time.ts';
import { fromText } from '../../kernel/bytes.ts';
import type { Task } from '../../kernel/process.ts';
import { type Docker, Refusal } from '../docker.ts';

/** @returns a moment as the logs show it: nanoseconds with all nine digits */
export function longTimestamp(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const rest = Math.floor((milliseconds - whole) * 1e6);
  return `${new Date(whole).toISOString().slice(0, 23)}${String(rest).padStart(6, '0')}Z`;
}

/** @returns what `--since` or `--until` says, milliseconds since 1970; undefined if it was not given. Throws Refusal. */
export function moment(docker: Docker, flag: string): number | undefined {
  const text = docker.text(flag);
  if (text === '') return undefined;
  const found = parseMoment(text, docker.process.now());
  if (found === undefined)
    throw new Refusal(
      400,
      `invalid value for "${flag}": failed to parse value as time or duration: "${text}"`,
    );
  return found;
}

function lastLines(docker: Docker, lines: readonly LogLine[]): readonly LogLine[] {
  const text = docker.text('tail');
  // Docker takes whatever is no number for all of it.
  if (!/^-?\d+$/.test(text) || Number(text) < 0) return lines;
  const count = Number(text);
  if (count === 0) return [];
  let seen = 0;
  let from = lines.length;
  while (from > 0) {
    const ends = lines[from - 1]?.bytes.endsWith('\n') === true || from === lines.length;
    if (ends) seen += 1;
    if (seen > count) break;
    from -= 1;
  }
  return lines.slice(from);
}

/** `docker logs`. */
export function* logs(docker: Docker): Task<number> {
  const [container = ''] = docker.args;
  const { Id, Config } = docker.ask((daemon) => daemon.inspectContainer(container));
  const since = moment(docker, 'since') ?? Number.NEGATIVE_INFINITY;
  const until = moment(docker, 'until') ?? Number.POSITIVE_INFINITY;
  const within = ({ time }: LogLine) => time >= since && time <= until;
  const stamps = docker.bool('timestamps');
  const write = function* (lines: readonly LogLine[]): Task<void> {
    for (const { stream, time, bytes } of lines) {
      const stamp = stamps ? `${longTimestamp(time)} ` : '';
      yield* docker.process.write(stream === 'stderr' && !Config.Tty ? 2 : 1, fromText(stamp) + bytes);
    }
  };
  const first = docker.ask((daemon) => daemon.logs(Id));
  let seen = first.length;
  yield* write(lastLines(docker, first.filter(within)));
  while (docker.bool('follow')) {
    const from = seen;
    const more = yield* docker.askTask(function* (daemon) {
      const grown = () => daemon.logs(Id, from).length > 0 || !daemon.logsGrow(Id);
      yield* daemon.kernel.until(grown, until === Number.POSITIVE_INFINITY ? undefined : until);
      return daemon.logs(Id, from);
    });
    if (more.length === 0) break;
    seen += more.length;
    yield* write(more.filter(within));
  }
  return 0;
}
