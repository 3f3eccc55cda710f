import type { ParsedCommand } from '../../engine/grammar/types.ts';
import type { Effect, Note } from './types.ts';
import { type MountedPlace, readImage, readMountFields, readPublish, readVolume } from './values.ts';

function list({ flags }: ParsedCommand, name: string): readonly string[] {
  const value = flags.get(name);
  return Array.isArray(value) ? value : value === undefined || value === '' ? [] : [String(value)];
}

/** What `docker run` and `docker create` change, in the order in which it happens. */
export function runEffects(parsed: ParsedCommand): readonly Effect[] {
  const { command, flags, args } = parsed;
  const image = withTag(args[0] ?? '');
  const pull = String(flags.get('pull'));
  const name = String(flags.get('name') ?? '');
  const pulls: Effect =
    pull === 'always'
      ? { kind: 'pullAlways', image }
      : pull === 'never'
        ? { kind: 'pullNever', image }
        : { kind: 'pullIfMissing', image };
  return [
    pulls,
    name === '' ? { kind: 'createUnnamed' } : { kind: 'create', name },
    ...mounts(parsed),
    ...networks(parsed),
    ...(flags.get('privileged') === true ? [{ kind: 'privileged' } as const] : []),
    ...(command.path.at(-1) === 'create' ? [{ kind: 'onlyCreated' } as const] : started(parsed)),
  ];
}

function started(parsed: ParsedCommand): Effect[] {
  const { flags } = parsed;
  const ports = list(parsed, 'publish').flatMap((each) => {
    const port = readPublish(each);
    return port === undefined || port.host === '' ? [] : [`${port.host}/${port.protocol}`];
  });
  const restart = String(flags.get('restart') ?? 'no');
  const interactive = flags.get('interactive') === true && flags.get('tty') === true;
  const detached = flags.get('detach') === true;
  return [
    ...(ports.length === 0 ? [] : [{ kind: 'publishes', ports: ports.join(', ') } as const]),
    { kind: 'starts' },
    detached ? { kind: 'detached' } : interactive ? { kind: 'interactive' } : { kind: 'foreground' },
    ...(restart !== 'no' && restart !== '' ? [{ kind: 'restarts', policy: restart } as const] : []),
    flags.get('rm') === true ? { kind: 'removedAfter' } : { kind: 'keptAfter' },
  ];
}

function mounts(parsed: ParsedCommand): Effect[] {
  const places: MountedPlace[] = [
    ...list(parsed, 'volume').map(readVolume),
    ...list(parsed, 'mount').map(readMountFields),
  ];
  return places.flatMap(({ type, source, target, readOnly }): Effect[] => {
    if (type === 'volume') return [{ kind: 'makesVolume', volume: source }];
    if (type === 'anonymous') return [{ kind: 'makesAnonymous', target }];
    return type === 'bind' && !readOnly ? [{ kind: 'bindMount', source }] : [];
  });
}

function networks(parsed: ParsedCommand): Effect[] {
  return list(parsed, 'network')
    .map((each) => /(?:^|,)name=([^,]+)/.exec(each)?.[1] ?? each)
    .filter((name) => !['bridge', 'default', 'host', 'none'].includes(name) && !name.startsWith('container:'))
    .map((network) => ({ kind: 'joins', network }));
}

function withTag(name: string): string {
  const { tag, digest } = readImage(name);
  return tag === undefined && digest === undefined ? `${name}:latest` : name;
}

/** What is worth knowing of how the flags of `docker run` go together. */
export function runNotes(parsed: ParsedCommand): readonly Note[] {
  const { flags, given, args } = parsed;
  const { tag, digest } = readImage(args[0] ?? '');
  const open = list(parsed, 'publish').some((each) => readPublish(each)?.bound === false);
  const restart = String(flags.get('restart') ?? 'no');
  return [
    ...(flags.get('rm') === true && given.has('restart') && restart !== 'no'
      ? [{ kind: 'rmRestart' } as const]
      : []),
    ...(flags.get('tty') === true && flags.get('interactive') !== true ? [{ kind: 'noTty' } as const] : []),
    ...(open ? [{ kind: 'allAddresses' } as const] : []),
    ...(flags.get('detach') === true && !given.has('name') ? [{ kind: 'noName' } as const] : []),
    ...(tag === undefined && digest === undefined ? [{ kind: 'latest' } as const] : []),
  ];
}
