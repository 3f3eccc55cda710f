import { parseInterval } from './duration.ts';
import { readFlags } from './flags.ts';
import { readMark } from './heredoc.ts';
import { type CommandLine, type Content, KINDS, type Pair, type RunInstruction } from './instruction.ts';
import { mountSource } from './mount.ts';
import { withSuggestion } from './suggest.ts';
import { DockerfileError, type Line } from './syntax.ts';
import { jsonArguments, wordsOf } from './words.ts';

const WHITESPACE = /[\t\v\f\r ]+/;

const fail = (message: string): never => {
  throw new DockerfileError(message);
};
const atLeastOne = (name: string): never => fail(`${name} requires at least one argument`);

function json(rest: string): readonly string[] | undefined {
  const found = jsonArguments(rest);
  return found === 'mixed'
    ? fail('when using JSON array syntax, arrays must be comprised of strings only')
    : found;
}

/** The JSON form, else words parted by spaces. */
function list(rest: string): readonly string[] {
  return json(rest) ?? (rest === '' ? [] : rest.split(WHITESPACE));
}

function commandLine(rest: string): CommandLine {
  const args = json(rest);
  if (args !== undefined) return { args, shell: false };
  return { args: rest === '' ? [] : [rest], shell: true };
}

function pairs(line: Line, token: string, name: string): readonly Pair[] {
  const words = wordsOf(line.rest, token);
  const [first] = words;
  if (first === undefined) return atLeastOne(name);
  if (!first.includes('=')) {
    const [, key = '', value] = /^(\S+?)[\t\v\f\r ]+([\s\S]*)$/.exec(line.rest) ?? [];
    return value === undefined ? fail(`${name} must have two arguments`) : [{ key, value, legacy: true }];
  }
  return words.map((word) => {
    const equals = word.indexOf('=');
    if (equals < 0) {
      return fail(`Syntax error - can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`);
    }
    if (equals === 0) return fail(`${name} names can not be blank`);
    return { key: word.slice(0, equals), value: word.slice(equals + 1), legacy: false };
  });
}

function from(line: Line): Content {
  const words = line.rest === '' ? [] : line.rest.split(WHITESPACE);
  const [image = '', as = '', stage = ''] = words;
  const named = words.length === 3 && as.toLowerCase() === 'as';
  const name = named ? stage.toLowerCase() : '';
  if (!named && words.length !== 1) fail('FROM requires either one or three arguments');
  if (named && !/^[a-z][a-z0-9\-_.]*$/.test(name)) {
    fail(
      `invalid name for build stage: ${JSON.stringify(stage)}, name can't start with a number or contain symbols`,
    );
  }
  return {
    kind: 'FROM',
    image,
    name,
    platform: readFlags(line.flags, { platform: 'string' }).text('platform'),
  };
}

function copy(line: Line, kind: 'COPY' | 'ADD'): Content {
  const words = list(line.rest);
  if (words.length < 2) {
    fail(
      `${kind} requires at least two arguments, but only one was provided. Destination could not be determined`,
    );
  }
  const flags = readFlags(line.flags, {
    ...{ chown: 'string', chmod: 'string', link: 'bool', exclude: 'list' },
    ...(kind === 'COPY'
      ? { from: 'string', parents: 'bool' }
      : { 'keep-git-dir': 'bool', checksum: 'string', unpack: 'bool' }),
  });
  const destination = words.at(-1) ?? '';
  if (readMark(destination) !== undefined) fail(`${kind} cannot accept a heredoc as a destination`);
  const isDocument = (word: string) => readMark(word) !== undefined;
  const given = words.slice(0, -1);
  return {
    kind,
    sources: given.filter((word) => !isDocument(word)),
    documents: given.filter(isDocument).flatMap((word) => {
      const mark = readMark(word);
      const found = line.heredocs.findLast(({ name }) => name === mark?.name);
      return found === undefined || mark === undefined ? [] : [{ ...found, ...mark }];
    }),
    destination,
    from: flags.text('from'),
    chown: flags.text('chown'),
    chmod: flags.text('chmod'),
    link: flags.bool('link') === true,
    parents: flags.bool('parents') === true,
    exclude: flags.list('exclude'),
    checksum: flags.text('checksum'),
    unpack: flags.bool('unpack'),
  };
}

function run(line: Line): Content {
  const flags = readFlags(line.flags, {
    mount: 'list',
    network: 'string',
    security: 'string',
    device: 'list',
  });
  const network = flags.text('network') || 'default';
  const security = flags.text('security') || 'sandbox';
  const mounts = flags.list('mount');
  for (const mount of mounts) mountSource(mount);
  if (!['default', 'none', 'host'].includes(network)) fail(`invalid network mode ${JSON.stringify(network)}`);
  if (!['sandbox', 'insecure'].includes(security)) fail(`security ${JSON.stringify(security)} is not valid`);
  return {
    kind: 'RUN',
    ...commandLine(line.rest),
    documents: line.heredocs,
    mounts,
    network: network as RunInstruction['network'],
    security,
  };
}

function healthcheck(line: Line): Content {
  const [, written = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(line.rest) ?? [];
  if (written === '') atLeastOne('HEALTHCHECK');
  const type = written.toUpperCase();
  const none = { interval: 0, timeout: 0, startPeriod: 0, startInterval: 0, retries: 0 };
  if (type === 'NONE') {
    if (rest !== '') fail('HEALTHCHECK NONE takes no arguments');
    return { kind: 'HEALTHCHECK', healthcheck: { test: ['NONE'], ...none } };
  }
  const names = ['interval', 'timeout', 'start-period', 'start-interval', 'retries'] as const;
  const flags = readFlags(line.flags, Object.fromEntries(names.map((name) => [name, 'string'] as const)));
  if (type !== 'CMD') fail(`Unknown type ${JSON.stringify(type)} in HEALTHCHECK (try CMD)`);
  const { args, shell } = commandLine(rest);
  if (args.length === 0) fail('Missing command after HEALTHCHECK CMD');
  const interval = (name: (typeof names)[number]) => parseInterval(flags.text(name), name);
  return {
    kind: 'HEALTHCHECK',
    healthcheck: {
      test: [shell ? 'CMD-SHELL' : 'CMD', ...args],
      interval: interval('interval'),
      timeout: interval('timeout'),
      startPeriod: interval('start-period'),
      startInterval: interval('start-interval'),
      retries: retriesOf(flags.text('retries')),
    },
  };
}

function retriesOf(text: string): number {
  if (text === '') return 0;
  if (!/^[+-]?\d+$/.test(text)) fail(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  const retries = Number(text);
  return retries < 0 ? fail(`--retries cannot be negative (${retries})`) : retries;
}

function arg(line: Line, token: string): Content {
  const words = wordsOf(line.rest, token);
  if (words.length === 0) atLeastOne('ARG');
  return {
    kind: 'ARG',
    args: words.map((word) => {
      const equals = word.indexOf('=');
      if (equals === 0) return fail('ARG names can not be blank');
      return equals < 0
        ? { key: word, value: undefined }
        : { key: word.slice(0, equals), value: word.slice(equals + 1) };
    }),
  };
}

function onbuild(line: Line): Content {
  const trigger = (/^\S*/.exec(line.rest)?.[0] ?? '').toUpperCase();
  if (trigger === '') atLeastOne('ONBUILD');
  if (trigger === 'ONBUILD') fail("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
  if (trigger === 'MAINTAINER' || trigger === 'FROM') fail(`${trigger} isn't allowed as an ONBUILD trigger`);
  const written = line.original.replace(/^\s*ONBUILD\s*/i, '');
  const documents = line.heredocs.map(({ name, content }) => `\n${content}${name}`).join('');
  return { kind: 'ONBUILD', trigger: `${written}${documents}` };
}

function single(line: Line, kind: 'WORKDIR' | 'USER' | 'STOPSIGNAL' | 'MAINTAINER'): Content {
  return line.rest === '' ? fail(`${kind} requires exactly one argument`) : { kind, value: line.rest };
}

function shell(line: Line): Content {
  const words = json(line.rest);
  if (words !== undefined && words.length > 0) return { kind: 'SHELL', shell: words };
  if (words !== undefined || line.rest === '') return atLeastOne('SHELL');
  return fail('SHELL requires the arguments to be in JSON form');
}

function volume(line: Line): Content {
  const volumes = list(line.rest).map((each) => each.trim());
  if (volumes.length === 0) atLeastOne('VOLUME');
  if (volumes.includes('')) fail('VOLUME specified can not be an empty string');
  return { kind: 'VOLUME', volumes };
}

/**
 * Reads what an instruction says.
 * @param token the escape character of its file
 * @throws DockerfileError without a line; the caller knows it
 */
export function readInstruction(line: Line, token: string): Content {
  const kind = line.keyword.toUpperCase();
  if (kind === 'RUN' || kind === 'COPY' || kind === 'ADD' || kind === 'FROM' || kind === 'HEALTHCHECK') {
    const readers = { RUN: run, FROM: from, HEALTHCHECK: healthcheck } as const;
    return kind === 'COPY' || kind === 'ADD' ? copy(line, kind) : readers[kind](line);
  }
  if (!(KINDS as readonly string[]).includes(kind)) {
    return fail(withSuggestion(`unknown instruction: ${line.keyword}`, line.keyword, KINDS, false));
  }
  if (kind !== 'STOPSIGNAL' && kind !== 'ARG') readFlags(line.flags, {});
  switch (kind) {
    case 'ENV':
    case 'LABEL':
      return { kind, pairs: pairs(line, token, kind) };
    case 'ARG':
      return arg(line, token);
    case 'CMD':
    case 'ENTRYPOINT':
      return { kind, ...commandLine(line.rest) };
    case 'SHELL':
      return shell(line);
    case 'EXPOSE':
      if (line.rest === '') atLeastOne('EXPOSE');
      return { kind, ports: line.rest.split(WHITESPACE).sort() };
    case 'VOLUME':
      return volume(line);
    case 'ONBUILD':
      return onbuild(line);
    default:
      return single(line, kind as 'WORKDIR');
  }
}
