import type { HealthcheckConfig, RunConfig } from '../../world.ts';
import type { ContainerRequest } from './api.ts';
import { DaemonError } from './api.ts';

/** The name of a variable in `NAME=value`. */
const nameOf = (variable: string) => variable.split('=', 1)[0] ?? '';

/** @returns what was asked for, then what the image sets and was not asked for otherwise */
export function mergeEnv(own: readonly string[], image: readonly string[]): readonly string[] {
  const latest = new Map(own.map((variable) => [nameOf(variable), variable]));
  const names = new Set(latest.keys());
  return [...latest.values(), ...image.filter((variable) => !names.has(nameOf(variable)))];
}

function mergeHealth(
  own: HealthcheckConfig | undefined,
  image: HealthcheckConfig | undefined,
): HealthcheckConfig | undefined {
  if (own === undefined || image === undefined) {
    return own ?? image;
  }
  const merged: HealthcheckConfig = { ...image };
  const given = Object.entries(own).filter(([key, value]) =>
    key === 'Test' ? (value as readonly string[]).length > 0 : value !== undefined && value !== 0,
  );
  return { ...merged, ...Object.fromEntries(given) };
}

/** @returns the record of port or path names that the API uses for sets, sorted; undefined if there are none */
export function setOf(names: Iterable<string>): Readonly<Record<string, Record<string, never>>> | undefined {
  const sorted = [...new Set(names)].sort();
  return sorted.length === 0 ? undefined : Object.fromEntries(sorted.map((name) => [name, {}]));
}

/** @returns `80` as `80/tcp` */
export function portWithProtocol(port: string): string {
  return port.includes('/') ? port : `${port}/tcp`;
}

/**
 * Puts together what was asked for and what the image says (moby daemon/commit.go merge, create.go).
 * @throws DaemonError 400 `no command specified`
 */
export function mergeConfig(request: ContainerRequest, image: RunConfig): RunConfig {
  const ownEntrypoint = request.entrypoint;
  const reset = ownEntrypoint?.length === 1 && ownEntrypoint[0] === '';
  const entrypoint = reset ? undefined : (ownEntrypoint ?? image.Entrypoint ?? undefined);
  const ownCmd = (request.cmd?.length ?? 0) > 0 ? request.cmd : undefined;
  const cmd = ownCmd ?? ((ownEntrypoint?.length ?? 0) > 0 ? undefined : (image.Cmd ?? undefined));
  if ((entrypoint?.length ?? 0) === 0 && (cmd?.length ?? 0) === 0) {
    throw new DaemonError(400, 'no command specified');
  }
  const exposed = setOf([
    ...request.exposed.map(portWithProtocol),
    ...Object.keys(request.publish).map(portWithProtocol),
    ...Object.keys(image.ExposedPorts ?? {}),
  ]);
  const volumes = setOf([
    ...request.mounts
      .filter(({ type, source, createSource }) => type === 'volume' && source === '' && createSource)
      .map(({ target }) => target),
    ...Object.keys(image.Volumes ?? {}),
  ]);
  const health = mergeHealth(request.healthcheck, image.Healthcheck);
  const stopSignal = request.stopSignal ?? image.StopSignal;
  const stopTimeout = request.stopTimeout ?? image.StopTimeout;
  const user = request.user !== undefined && request.user !== '' ? request.user : image.User;
  return {
    User: user ?? '',
    ...(exposed === undefined ? {} : { ExposedPorts: exposed }),
    Env: mergeEnv(request.env, image.Env ?? []),
    Cmd: cmd ?? null,
    ...(health === undefined ? {} : { Healthcheck: health }),
    ...(volumes === undefined ? {} : { Volumes: volumes }),
    WorkingDir: request.workdir || image.WorkingDir || '',
    Entrypoint: entrypoint ?? null,
    ...(image.OnBuild === undefined ? {} : { OnBuild: image.OnBuild }),
    Labels: { ...image.Labels, ...request.labels },
    ...(stopSignal === undefined ? {} : { StopSignal: stopSignal }),
    ...(stopTimeout === undefined ? {} : { StopTimeout: stopTimeout }),
    ...(image.Shell === undefined ? {} : { Shell: image.Shell }),
  };
}
