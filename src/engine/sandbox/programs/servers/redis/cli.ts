import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Task } from '../../../kernel/process.ts';
import { encodeCommand, Reader, type Reply, splitWords } from './resp.ts';
import { REDIS_VERSION } from './settings.ts';

interface Target {
  host: string;
  port: number;
  password?: string;
}

/** redis-cli: -h -p -a -n -u --raw --no-raw, a command, or commands from the prompt or standard input. */
export const redisCli: Program = function* (process) {
  const words = process.argv.slice(1);
  const target: Target = { host: '127.0.0.1', port: 6379 };
  const auth = process.env.get('REDISCLI_AUTH');
  if (auth !== undefined) target.password = auth;
  let raw = !process.isTerminal(1);
  let repeat = 1;
  let interval = 0;
  while (words[0]?.startsWith('-') === true) {
    const option = words.shift()!;
    if (option === '-h') target.host = words.shift() ?? '';
    else if (option === '-p') target.port = Number(words.shift());
    else if (option === '-a' || option === '--pass') {
      target.password = words.shift() ?? '';
      yield* process.write(
        2,
        "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n",
      );
    } else if (option === '-r') repeat = Number(words.shift());
    else if (option === '-i') interval = Number(words.shift());
    else if (option === '-u') {
      const url = /^redis:\/\/(?:[^:@]*:([^@]*)@)?([^:/]+)(?::(\d+))?/.exec(words.shift() ?? '');
      if (url === null) {
        yield* process.write(2, 'Invalid URI scheme\n');
        return 1;
      }
      target.host = url[2]!;
      target.port = Number(url[3] ?? 6379);
      if (url[1] !== undefined) target.password = url[1];
    } else if (option === '-v' || option === '--version') {
      yield* process.write(1, `redis-cli ${REDIS_VERSION}\n`);
      return 0;
    } else if (option === '--raw') raw = true;
    else if (option === '--no-raw') raw = false;
    else if (option === '--no-auth-warning' || option === '-x') continue;
    else if (option === '-n') words.shift();
    else {
      yield* process.write(2, `redis-cli: the sandbox does not model ${option} yet\n`);
      return 1;
    }
  }
  if (words.length > 0) {
    let status = 0;
    for (let turn = 0; turn < repeat; turn++) {
      if (turn > 0 && interval > 0) yield* process.sleep(interval * 1000);
      status = yield* once(process, target, words, raw, false);
    }
    return status;
  }
  return yield* prompt(process, target, raw);
};

function* prompt(process: Process, target: Target, raw: boolean): Task<number> {
  const interactive = process.isTerminal(0);
  for (;;) {
    if (interactive) yield* process.write(1, `${target.host}:${target.port}> `);
    const line = yield* process.readLine(0);
    if (line === '') return 0;
    const words = splitWords(line.replace(/\r?\n$/, ''));
    if (words === undefined) {
      yield* process.write(1, 'Invalid argument(s)\n');
      continue;
    }
    if (words.length === 0) continue;
    const name = words[0]!.toLowerCase();
    if (name === 'exit' || name === 'quit') return 0;
    if (name === 'auth') target.password = words.at(-1)!;
    yield* once(process, target, words, raw, interactive);
  }
}

/** Asks one thing on a connection of its own, so that nobody waits for somebody at a prompt. */
function* once(
  process: Process,
  target: Target,
  words: readonly string[],
  raw: boolean,
  interactive: boolean,
): Task<number> {
  const { host, port } = target;
  let fd: number;
  try {
    const [address = host] = process.net.resolve(host);
    fd = yield* process.net.connect(address, port);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const why = error.code === 'ENOTFOUND' ? 'Name does not resolve' : error.message;
    yield* process.write(2, `Could not connect to Redis at ${host}:${port}: ${why}\n`);
    return 1;
  }
  const reader = new Reader(process, fd);
  try {
    if (target.password !== undefined && words[0]?.toLowerCase() !== 'auth') {
      yield* process.write(fd, encodeCommand(['AUTH', target.password]));
      const reply = yield* reader.reply();
      if (reply?.kind === 'error') yield* process.write(2, `AUTH failed: ${reply.text}\n`);
    }
    yield* process.write(fd, encodeCommand(words));
    const reply = yield* reader.reply();
    if (reply === undefined) {
      if (words[0]?.toLowerCase() === 'shutdown') return 0;
      yield* process.write(2, 'Error: Server closed the connection\n');
      return 1;
    }
    yield* process.write(1, raw ? plain(reply) : shown(reply));
    return reply.kind === 'error' && !interactive && raw ? 1 : 0;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    yield* process.write(2, `Error: ${error.message}\n`);
    return 1;
  } finally {
    if (process.isOpen(fd)) process.close(fd);
  }
}

function plain(reply: Reply): string {
  switch (reply.kind) {
    case 'integer':
      return `${reply.value}\n`;
    case 'bulk':
      return reply.value?.endsWith('\n') ? reply.value : `${reply.value ?? ''}\n`;
    case 'list':
      return reply.items.length === 0 ? '\n' : reply.items.map(plain).join('');
    default:
      return reply.kind === 'error' ? `${reply.text}\n\n` : `${reply.text}\n`;
  }
}

function shown(reply: Reply, indent = ''): string {
  switch (reply.kind) {
    case 'status':
      return `${reply.text}\n`;
    case 'error':
      return `(error) ${reply.text}\n`;
    case 'integer':
      return `(integer) ${reply.value}\n`;
    case 'bulk':
      if (reply.value === undefined) return '(nil)\n';
      if (reply.value.startsWith('# ')) return reply.value;
      return `"${reply.value
        .replace(/[\\"]/g, '\\$&')
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r')
        .replaceAll('\t', '\\t')
        .replace(
          /[\x00-\x1f\x7f-\xff]/g,
          (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
        )}"\n`;
    case 'list': {
      if (reply.items.length === 0) return '(empty array)\n';
      const width = String(reply.items.length).length;
      return reply.items
        .map((item, at) => {
          const number = `${String(at + 1).padStart(width)}) `;
          return `${at === 0 ? '' : indent}${number}${shown(item, indent + ' '.repeat(number.length))}`;
        })
        .join('');
    }
  }
}
