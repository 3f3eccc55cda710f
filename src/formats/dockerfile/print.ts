import type { Content, Pair } from './instruction.ts';

const json = (words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;

/** A word in double quotes, where it would not be read as one word otherwise. */
function quoted(word: string): string {
  return /^[\w./:@%+,-]*$/.test(word) ? word : `"${word.replace(/["\\]/g, '\\$&')}"`;
}

const pair = ({ key, value, legacy }: Pair): string => `${key}${legacy ? ' ' : '='}${value}`;
const flag = (name: string, value: string): string => (value === '' ? '' : `--${name}=${value} `);

function copy(content: Extract<Content, { kind: 'COPY' | 'ADD' }>): string {
  const flags = [
    flag('from', content.from),
    flag('chown', content.chown),
    flag('chmod', content.chmod),
    content.link ? '--link ' : '',
    content.parents ? '--parents ' : '',
    ...content.exclude.map((each) => flag('exclude', each)),
    flag('checksum', content.checksum),
    content.unpack === undefined ? '' : `--unpack=${content.unpack} `,
  ];
  const marks = content.documents.map(
    (document) => `<<${document.chomp ? '-' : ''}${document.expand ? document.name : `"${document.name}"`}`,
  );
  const bodies = content.documents.map(({ content: body, name }) => `\n${body}${name}`);
  const words = [...content.sources, ...marks, content.destination];
  const args = content.documents.length === 0 ? json(words) : words.join(' ');
  return `${content.kind} ${flags.join('')}${args}${bodies.join('')}`;
}

function command(kind: string, args: readonly string[], shell: boolean, flags = ''): string {
  return `${kind} ${flags}${shell ? args.join(' ') : json(args)}`.trimEnd();
}

const duration = (name: string, value: number): string => (value === 0 ? '' : `--${name}=${value}ns `);

/** @returns an instruction as a line of a Dockerfile; reading it gives the same content */
export function printInstruction(content: Content): string {
  switch (content.kind) {
    case 'FROM':
      return `FROM ${flag('platform', content.platform)}${content.image}${content.name === '' ? '' : ` AS ${content.name}`}`;
    case 'COPY':
    case 'ADD':
      return copy(content);
    case 'RUN': {
      const mounts = content.mounts.map((mount) => flag('mount', quoted(mount))).join('');
      const network = content.network === 'default' ? '' : flag('network', content.network);
      const security = content.security === 'sandbox' ? '' : flag('security', content.security);
      const bodies = content.documents.map(({ content: body, name }) => `\n${body}${name}`).join('');
      return `${command('RUN', content.args, content.shell, mounts + network + security)}${bodies}`;
    }
    case 'ENV':
    case 'LABEL':
      return `${content.kind} ${content.pairs.map(pair).join(' ')}`;
    case 'ARG':
      return `ARG ${content.args.map(({ key, value }) => (value === undefined ? key : `${key}=${value}`)).join(' ')}`;
    case 'CMD':
    case 'ENTRYPOINT':
      return command(content.kind, content.args, content.shell);
    case 'SHELL':
      return `SHELL ${json(content.shell)}`;
    case 'EXPOSE':
      return `EXPOSE ${content.ports.join(' ')}`;
    case 'VOLUME':
      return `VOLUME ${json(content.volumes)}`;
    case 'HEALTHCHECK': {
      const { test, interval, timeout, startPeriod, startInterval, retries } = content.healthcheck;
      const [type = '', ...args] = test;
      if (type === 'NONE') return 'HEALTHCHECK NONE';
      const flags = `${duration('interval', interval)}${duration('timeout', timeout)}${duration('start-period', startPeriod)}${duration('start-interval', startInterval)}${retries === 0 ? '' : `--retries=${retries} `}`;
      return `HEALTHCHECK ${flags}${command('CMD', args, type === 'CMD-SHELL')}`;
    }
    case 'ONBUILD':
      return `ONBUILD ${content.trigger}`;
    default:
      return `${content.kind} ${content.value}`;
  }
}
