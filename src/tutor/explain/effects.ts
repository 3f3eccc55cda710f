/** What a docker command line would change, by rule of its command: for any world, so it says "if it is not there". */
import type { ParsedCommand } from '../../engine/grammar/types.ts';
import { runEffects } from './effects-run.ts';
import type { Effect } from './types.ts';
import { copyDetail, readImage } from './values.ts';

type Rule = (parsed: ParsedCommand) => readonly Effect[];

/** What stands for a list of names in a sentence. */
function several(names: readonly string[]): string {
  return names.join(', ');
}

function text({ flags }: ParsedCommand, name: string, otherwise = ''): string {
  const value = flags.get(name);
  return value === undefined || value === '' || value === 0 ? otherwise : String(value);
}

function isOn({ flags }: ParsedCommand, name: string): boolean {
  return flags.get(name) === true;
}

/** Seconds until SIGKILL (docker's default: 10; facts, M21). */
function patience(parsed: ParsedCommand): string {
  return parsed.given.has('timeout') ? String(parsed.flags.get('timeout')) : '10';
}

const onAll =
  (kind: 'startsAll' | 'pauses' | 'unpauses' | 'waits' | 'updates'): Rule =>
  ({ args }) => [{ kind, containers: several(args) }];

const looks: Rule = () => [{ kind: 'nothing' }];

const volumesOfCompose: Rule = (parsed) => [
  isOn(parsed, 'volumes') ? { kind: 'composeDownVolumes' } : { kind: 'composeDown' },
];

/** By the command's full name, its words joined by `/`: with a blank, `image import` in a bundle looks like an ES module to publint. */
const RULES: Readonly<Record<string, Rule>> = {
  'container/run': runEffects,
  'container/create': runEffects,
  'container/start': onAll('startsAll'),
  'container/stop': (parsed) => [
    { kind: 'stops', containers: several(parsed.args), seconds: patience(parsed) },
  ],
  'container/restart': (parsed) => [
    { kind: 'restartsAll', containers: several(parsed.args), seconds: patience(parsed) },
  ],
  'container/kill': (parsed) => [
    { kind: 'kills', containers: several(parsed.args), signal: signalName(text(parsed, 'signal', 'KILL')) },
  ],
  'container/pause': onAll('pauses'),
  'container/unpause': onAll('unpauses'),
  'container/wait': onAll('waits'),
  'container/update': onAll('updates'),
  'container/rm': (parsed) => [
    { kind: isOn(parsed, 'force') ? 'removesForced' : 'removes', containers: several(parsed.args) },
    isOn(parsed, 'volumes') ? { kind: 'removesVolumesToo' } : { kind: 'keepsVolumes' },
  ],
  'container/rename': ({ args: [from = '', to = ''] }) => [{ kind: 'renames', from, to }],
  'container/exec': ({ args: [container = ''] }) => [{ kind: 'execs', container }],
  'container/attach': ({ args: [container = ''] }) => [{ kind: 'attaches', container }],
  'container/prune': () => [{ kind: 'prunesContainers' }],
  'container/commit': ({ args: [container = '', name] }) => [
    { kind: 'commits', container },
    name === undefined ? { kind: 'unnamed' } : { kind: 'names', tags: fullName(name) },
  ],
  'container/cp': ({ args: [from = '', to = ''] }) => {
    // Into the pipe nothing is overwritten.
    if (copyDetail(to).kind === 'stream') return [{ kind: 'nothing' }];
    return [{ kind: 'copies', from, to }];
  },
  'container/export': fileWritten,
  'image/save': fileWritten,
  'image/pull': ({ args: [image = ''] }) => [{ kind: 'pulls', image: fullName(image) }],
  'image/push': ({ args: [image = ''] }) => [{ kind: 'pushes', image: fullName(image) }],
  'image/tag': ({ args: [source = '', target = ''] }) => [{ kind: 'tags', source, target: fullName(target) }],
  'image/rm': ({ args }) => [{ kind: 'removesImage', images: several(args) }],
  'image/load': () => [{ kind: 'loads' }],
  'image/import': ({ args: [, name] }) => [
    { kind: 'imports' },
    name === undefined ? { kind: 'unnamed' } : { kind: 'names', tags: fullName(name) },
  ],
  'image/prune': (parsed) => [isOn(parsed, 'all') ? { kind: 'prunesAllImages' } : { kind: 'prunesImages' }],
  'buildx/build': (parsed) => {
    const tags = parsed.flags.get('tag') as readonly string[];
    return [
      { kind: 'builds', context: parsed.args[0] ?? '.' },
      tags.length === 0 ? { kind: 'unnamed' } : { kind: 'names', tags: several(tags.map(fullName)) },
    ];
  },
  'builder/prune': () => [{ kind: 'prunesCache' }],
  'network/create': (parsed) => [
    { kind: 'makesNetwork', network: parsed.args[0] ?? '', driver: text(parsed, 'driver', 'bridge') },
  ],
  'network/rm': ({ args }) => [{ kind: 'removesNetwork', networks: several(args) }],
  'network/connect': ({ args: [network = '', container = ''] }) => [{ kind: 'connects', network, container }],
  'network/disconnect': ({ args: [network = '', container = ''] }) => [
    { kind: 'disconnects', network, container },
  ],
  'network/prune': () => [{ kind: 'prunesNetworks' }],
  'volume/create': (parsed) => {
    const volume = parsed.args[0] ?? text(parsed, 'name');
    return [volume === '' ? { kind: 'createsUnnamedVolume' } : { kind: 'createsVolume', volume }];
  },
  'volume/rm': ({ args }) => [{ kind: 'removesVolume', volumes: several(args) }],
  'volume/prune': (parsed) => [
    isOn(parsed, 'all') ? { kind: 'prunesAllVolumes' } : { kind: 'prunesVolumes' },
  ],
  'system/prune': (parsed) => [
    { kind: 'prunesContainers' },
    { kind: 'prunesNetworks' },
    isOn(parsed, 'all') ? { kind: 'prunesAllImages' } : { kind: 'prunesImages' },
    { kind: 'prunesCache' },
    ...(isOn(parsed, 'volumes') ? [{ kind: 'prunesVolumes' } as const] : []),
  ],
  login: ({ args: [registry = 'Docker Hub'] }) => [{ kind: 'logsIn', registry }],
  logout: ({ args: [registry = 'Docker Hub'] }) => [{ kind: 'logsOut', registry }],
  'compose/up': (parsed) => [
    ...(isOn(parsed, 'build') ? [{ kind: 'composeBuilds' } as const] : []),
    { kind: 'composeUp' },
    isOn(parsed, 'detach') ? { kind: 'composeDetached' } : { kind: 'composeForeground' },
  ],
  'compose/create': () => [{ kind: 'composeUp' }, { kind: 'onlyCreated' }],
  'compose/down': volumesOfCompose,
  'compose/stop': () => [{ kind: 'composeStops' }],
  'compose/start': () => [{ kind: 'composeStarts' }],
  'compose/restart': () => [{ kind: 'composeRestarts' }],
  'compose/build': () => [{ kind: 'composeBuilds' }],
  'compose/pull': () => [{ kind: 'composePulls' }],
  'compose/exec': ({ args: [container = ''] }) => [{ kind: 'execs', container }],
  'compose/rm': ({ args }) => [{ kind: 'removes', containers: args.length === 0 ? '*' : several(args) }],
  'compose/kill': (parsed) => [
    {
      kind: 'kills',
      containers: parsed.args.length === 0 ? '*' : several(parsed.args),
      signal: signalName(text(parsed, 'signal', 'KILL')),
    },
  ],
  'compose/pause': ({ args }) => [{ kind: 'pauses', containers: args.length === 0 ? '*' : several(args) }],
  'compose/unpause': ({ args }) => [
    { kind: 'unpauses', containers: args.length === 0 ? '*' : several(args) },
  ],
  'compose/cp': ({ args: [from = '', to = ''] }) =>
    copyDetail(to).kind === 'stream' ? [{ kind: 'nothing' }] : [{ kind: 'copies', from, to }],
  'compose/scale': () => [{ kind: 'composeUp' }],
  'compose/wait': onAll('waits'),
  'compose/run': (parsed) => [
    { kind: 'createUnnamed' },
    { kind: 'starts' },
    isOn(parsed, 'detach') ? { kind: 'detached' } : { kind: 'foreground' },
    isOn(parsed, 'rm') ? { kind: 'removedAfter' } : { kind: 'keptAfter' },
  ],
};

/** Commands that only look, at whatever. */
const LOOKS = new Set(
  (
    'container/ls,container/logs,container/inspect,container/diff,container/top,container/stats,container/port,' +
    'image/ls,image/inspect,image/history,search,network/ls,network/inspect,volume/ls,volume/inspect,inspect,system/df,' +
    'system/events,system/info,version,context/ls,context/show,buildx/version,buildx/ls,compose/ps,compose/logs,' +
    'compose/config,compose/top,compose/images,compose/port,compose/ls,compose/version,compose/stats,compose/events,' +
    'compose/volumes'
  ).split(','),
);

/**
 * What a command line changes in the world.
 *
 * @returns sentences in the order in which it happens; none for a command that is not known well enough
 */
export function effectsOf(parsed: ParsedCommand): readonly Effect[] {
  const name = parsed.command.path.join('/');
  const rule = RULES[name] ?? (LOOKS.has(name) ? looks : undefined);
  return rule?.(parsed) ?? [];
}

function fileWritten(parsed: ParsedCommand): readonly Effect[] {
  const file = text(parsed, 'output');
  return [file === '' ? { kind: 'nothing' } : { kind: 'writesFile', file }];
}

/** An image's name with the tag that docker adds. */
function fullName(name: string): string {
  const { tag, digest } = readImage(name);
  return tag === undefined && digest === undefined ? `${name}:latest` : name;
}

function signalName(signal: string): string {
  return /^\d+$/.test(signal) || signal.toUpperCase().startsWith('SIG')
    ? signal
    : `SIG${signal.toUpperCase()}`;
}
