import type { RunConfig } from '../../world.ts';
import { DaemonError } from './api.ts';
import { portWithProtocol, setOf } from './merge-config.ts';

type Change = (config: RunConfig, rest: string) => RunConfig;

function words(rest: string): readonly string[] {
  return [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double?.replace(/\\(.)/g, '$1') ?? single ?? bare ?? '',
  );
}

function commandOf(rest: string): readonly string[] {
  if (rest.startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(rest);
      if (Array.isArray(parsed) && parsed.every((word) => typeof word === 'string')) {
        return parsed as readonly string[];
      }
    } catch {
      // Not JSON: a line for the shell, as in a Dockerfile.
    }
  }
  return ['/bin/sh', '-c', rest];
}

/** `A=1 B="two words"`, or the old form `A 1`. */
function pairs(rest: string): readonly (readonly [string, string])[] {
  if (!/^[^\s=]+=/.test(rest)) {
    const [name = '', ...value] = rest.split(/\s+/);
    return [[name, value.join(' ')]];
  }
  const found = rest.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g);
  return [...found].map(([, name = '', value = '']) => [
    name,
    value.replace(/^(["'])(.*)\1$/s, '$2').replace(/\\(.)/g, '$1'),
  ]);
}

const CHANGES: Readonly<Record<string, Change>> = {
  CMD: (config, rest) => ({ ...config, Cmd: commandOf(rest) }),
  ENTRYPOINT: (config, rest) => ({ ...config, Entrypoint: commandOf(rest) }),
  ENV: (config, rest) => {
    const set = pairs(rest);
    const names = new Set(set.map(([name]) => name));
    const kept = (config.Env ?? []).filter((variable) => !names.has(variable.split('=', 1)[0] ?? ''));
    return { ...config, Env: [...kept, ...set.map(([name, value]) => `${name}=${value}`)] };
  },
  EXPOSE: (config, rest) => ({
    ...config,
    ExposedPorts:
      setOf([...Object.keys(config.ExposedPorts ?? {}), ...words(rest).map(portWithProtocol)]) ?? {},
  }),
  LABEL: (config, rest) => ({
    ...config,
    Labels: { ...config.Labels, ...Object.fromEntries(pairs(rest)) },
  }),
  ONBUILD: (config, rest) => ({ ...config, OnBuild: [...(config.OnBuild ?? []), rest] }),
  STOPSIGNAL: (config, rest) => ({ ...config, StopSignal: rest }),
  USER: (config, rest) => ({ ...config, User: rest }),
  VOLUME: (config, rest) => ({
    ...config,
    Volumes:
      setOf([
        ...Object.keys(config.Volumes ?? {}),
        ...(rest.startsWith('[') ? commandOf(rest) : words(rest)),
      ]) ?? {},
  }),
  WORKDIR: (config, rest) => ({
    ...config,
    WorkingDir: rest.startsWith('/') ? rest : `${config.WorkingDir ?? ''}/${rest}`.replace(/^\/*/, '/'),
  }),
};

/**
 * Applies one line of `docker commit --change`.
 * @throws DaemonError 400 for an instruction that commit does not take
 */
export function applyInstruction(config: RunConfig, line: string): RunConfig {
  const [, word = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(line) ?? [];
  const change = CHANGES[word.toUpperCase()];
  if (change === undefined) {
    const known = ['add', 'arg', 'copy', 'from', 'healthcheck', 'maintainer', 'run', 'shell'].includes(
      word.toLowerCase(),
    );
    throw new DaemonError(
      400,
      known
        ? `${word.toLowerCase()} is not a valid change command`
        : `unknown instruction: ${word.toUpperCase()}`,
    );
  }
  if (rest === '') {
    throw new DaemonError(400, `${word.toUpperCase()} requires at least one argument`);
  }
  return change(config, rest);
}
