import { parseOptions } from '../support/options.ts';
import { gnuHuman } from '../support/sizes.ts';
import { formatTime, MONTHS, parseTime } from '../support/time.ts';
import type { Applet, Tool } from '../support/tool.ts';

/** date(1): +FORMAT -u -d -I -R -r; setting the clock is refused, as it is in a container. */
export const date: Applet = function* (tool) {
  const options = parseOptions(tool, 'ud:I::Rr:s:D:', {
    'date=': 'd',
    utc: 'u',
    'iso-8601=?': 'I',
    'rfc-2822': 'R',
    'rfc-email': 'R',
    'reference=': 'r',
    'set=': 's',
    universal: 'u',
    'rfc-3339=': 'rfc',
  });
  let now = tool.process.now();
  const text = options.get('d');
  if (text !== undefined) {
    const parsed = parseTime(text, now);
    const words = parsed !== undefined && !tool.gnu && /[a-z]{3}/i.test(text.replace('UTC', ''));
    if (parsed === undefined || words) return tool.fail(`invalid date '${text}'`);
    now = parsed;
  } else if (options.has('r')) now = tool.process.fs.stat(options.get('r')!).mtime;
  const format = options.rest.find((word) => word.startsWith('+'))?.slice(1);
  const other = options.rest.find((word) => !word.startsWith('+'));
  if (options.has('s') || other !== undefined) {
    if (other !== undefined && parseTime(other, now) === undefined)
      return tool.fail(`invalid date '${other}'`);
    tool.err(
      tool.gnu ? 'cannot set date: Operation not permitted' : "can't set date: Operation not permitted",
    );
    return 1;
  }
  const zone = '%:z';
  const iso: Readonly<Record<string, string>> = {
    '': '%Y-%m-%d',
    date: '%Y-%m-%d',
    hours: `%Y-%m-%dT%H${zone}`,
    minutes: `%Y-%m-%dT%H:%M${zone}`,
    seconds: `%Y-%m-%dT%H:%M:%S${zone}`,
    ns: `%Y-%m-%dT%H:%M:%S,%N${zone}`,
  };
  const chosen = options.has('I')
    ? (iso[options.get('I')!] ?? tool.fail(`invalid argument '${options.get('I')}' to '-I'`))
    : options.has('rfc')
      ? '%Y-%m-%d %H:%M:%S%:z'
      : options.has('R')
        ? '%a, %d %b %Y %H:%M:%S %z'
        : '%a %b %e %H:%M:%S %Z %Y';
  tool.out(`${formatTime(now, format ?? chosen)}\n`);
  return 0;
};

/** uname(1): -a -s -n -r -v -m -p -i -o. */
export const uname: Applet = function* (tool) {
  const options = parseOptions(tool, 'asnrvmpio', {
    all: 'a',
    'kernel-name': 's',
    nodename: 'n',
    'kernel-release': 'r',
    machine: 'm',
    'operating-system': 'o',
  });
  const machine = tool.process.machine();
  const fields: Readonly<Record<string, string>> = {
    s: 'Linux',
    n: machine.hostname,
    r: machine.kernel,
    v: `#1 SMP ${tool.gnu ? 'PREEMPT_DYNAMIC ' : ''}${formatTime(machine.booted - 86_400_000 * 30, '%a %b %e %H:%M:%S UTC %Y')}`,
    m: machine.architecture,
    p: 'unknown',
    i: 'unknown',
    o: tool.gnu ? 'GNU/Linux' : 'Linux',
  };
  const letters = options.has('a') ? [...'snrvmo'] : [...'snrvmpio'].filter((letter) => options.has(letter));
  tool.out(`${(letters.length === 0 ? ['s'] : letters).map((letter) => fields[letter]).join(' ')}\n`);
};

/** arch(1). */
export const arch: Applet = function* (tool) {
  tool.out(`${tool.process.machine().architecture}\n`);
};

/** hostname(1): -i -I -s -f -d, and a new name for root. */
export const hostname: Applet = function* (tool) {
  const options = parseOptions(tool, 'iIsfd', {
    'ip-address': 'i',
    'all-ip-addresses': 'I',
    fqdn: 'f',
    short: 's',
  });
  const { process } = tool;
  const { hostname: own } = process.machine();
  const name = options.rest[0];
  if (name !== undefined) {
    try {
      process.setHostname(name);
      return 0;
    } catch (error) {
      return tool.fail(
        tool.gnu ? 'you must be root to change the host name' : `sethostname: ${(error as Error).message}`,
      );
    }
  }
  const others = () =>
    process.net
      .interfaces()
      .filter((one) => one.name !== 'lo')
      .map((one) => one.address);
  if (options.has('I')) tool.out(`${others().join(' ')} \n`);
  else if (options.has('i')) {
    try {
      tool.out(`${process.net.resolve(own).join(' ')}\n`);
    } catch {
      return tool.fail(tool.gnu ? 'Name or service not known' : `${own}: Unknown host`);
    }
  } else if (options.has('d')) tool.out(`${own.split('.').slice(1).join('.')}\n`);
  else tool.out(`${options.has('s') ? own.split('.')[0] : own}\n`);
  return 0;
};

/** uptime(1). */
export const uptime: Applet = function* (tool) {
  const now = tool.process.now();
  const seconds = Math.floor((now - tool.process.machine().booted) / 1000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const clock =
    hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`;
  const up = `${days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : ''}${clock}`;
  tool.out(
    ` ${formatTime(now, '%H:%M:%S')} up ${up},  ${tool.gnu ? '0 users, ' : '0 users, '} load average: 0.00, 0.00, 0.00\n`,
  );
};

/** free(1): -b -k -m -g -h. */
export const free: Applet = function* (tool) {
  const options = parseOptions(tool, 'bkmghtw', { human: 'h', mebi: 'm', gibi: 'g', bytes: 'b' });
  const total = tool.process.machine().memory;
  const used = tool.process.processes().reduce((sum, one) => sum + one.memory, 0) + total / 16;
  const show = (bytes: number) => {
    if (options.has('h'))
      return tool.gnu
        ? gnuHuman(bytes)
            .replace(/([KMGT])$/, '$1i')
            .replace(/^(\d+)$/, '$1B')
        : gnuHuman(bytes);
    return String(
      Math.floor(
        bytes / (options.has('b') ? 1 : options.has('m') ? 1024 ** 2 : options.has('g') ? 1024 ** 3 : 1024),
      ),
    );
  };
  const width = tool.gnu ? 12 : 12;
  const head = ['total', 'used', 'free', 'shared', 'buff/cache', 'available'];
  const row = (label: string, values: readonly number[]) =>
    `${label.padEnd(tool.gnu ? 8 : 8)}${values
      .map((value) => show(value).padStart(width))
      .join('')
      .replace(/^ /, tool.gnu ? ' ' : ' ')}\n`;
  tool.out(`${' '.repeat(8)}${head.map((title) => title.padStart(width)).join('')}\n`);
  tool.out(row('Mem:', [total, used, total - used, 0, 0, total - used]));
  tool.out(row('Swap:', [0, 0, 0]));
};

/** nproc(1): a limit on processor time (--cpus) does not change it. */
export const nproc: Applet = function* (tool) {
  tool.out(`${tool.process.machine().cpus}\n`);
};

/** tty(1). */
export const tty: Applet = function* (tool) {
  const is = tool.process.isTerminal(0);
  if (!tool.args.includes('-s')) tool.out(is ? '/dev/pts/0\n' : 'not a tty\n');
  return is ? 0 : 1;
};

/** clear(1), reset(1). */
export const clear: Applet = function* (tool) {
  tool.out(
    tool.name === 'reset' ? '\x1bc\x1b[!p\x1b[H\x1b[2J' : tool.gnu ? '\x1b[H\x1b[2J\x1b[3J' : '\x1b[H\x1b[J',
  );
};

/** cal(1): one month or, with -y or a lone year, the whole year month by month. */
export const cal: Applet = function* (tool) {
  const options = parseOptions(tool, 'jmy');
  const now = new Date(tool.process.now());
  const numbers = options.rest.map(Number);
  if (numbers.some((number) => !Number.isInteger(number) || number < 1))
    return tool.fail(`invalid number '${options.rest.find((word) => !/^\d+$/.test(word)) ?? '0'}'`);
  const [first, second] = numbers;
  const year = second ?? (first !== undefined && numbers.length === 1 ? first : now.getUTCFullYear());
  const months =
    options.has('y') || numbers.length === 1
      ? [...Array(12).keys()]
      : [(second === undefined ? now.getUTCMonth() + 1 : first!) - 1];
  for (const month of months) tool.out(`${monthOf(tool, year, month).join('\n')}\n`);
  return 0;
};

function monthOf(tool: Tool, year: number, month: number): string[] {
  if (month < 0 || month > 11) tool.fail(`number ${month + 1} is not in 1..12 range`);
  const title = `${MONTHS[month]} ${year}`;
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const lines = [`${' '.repeat(Math.floor((20 - title.length) / 2))}${title}`, 'Su Mo Tu We Th Fr Sa'];
  let line = '   '.repeat(first);
  for (let day = 1; day <= days; day++) {
    line += `${String(day).padStart(2)} `;
    if ((first + day) % 7 === 0 || day === days) {
      lines.push(line.trimEnd());
      line = '';
    }
  }
  while (lines.length < 8) lines.push(tool.gnu ? '' : ' '.repeat(21));
  return lines;
}

/** Programs that exist in images but do something that the sandbox has nothing of. */
export const refused: Applet = function* (tool) {
  tool.refuse(`'${tool.name}'`);
};

/** vi and its like: a terminal program that the sandbox replaces. */
export const editor: Applet = function* (tool) {
  tool.fail("the sandbox's own editor is 'edit FILE', in the shell outside of containers");
};

/** less(1), more(1): all at once, for the terminal scrolls. */
export const pager: Applet = function* (tool) {
  const paths = tool.args.filter((word) => !word.startsWith('-') && !word.startsWith('+'));
  for (const path of paths) {
    try {
      tool.out(tool.process.fs.readFile(path));
    } catch (error) {
      tool.warn(
        tool.gnu
          ? `${path}: ${(error as Error).message}`
          : `can't open '${path}': ${(error as Error).message}`,
      );
    }
  }
  if (paths.length > 0) return;
  for (;;) {
    const chunk = yield* tool.process.read(0, 65_536);
    if (chunk === '') return;
    tool.out(chunk);
    yield* tool.drain();
  }
};
