import type { Dockerfile } from './dockerfile.ts';
import { ExpandError, expand } from './expand.ts';
import { DockerfileError, type Lines } from './syntax.ts';

/** A platform as it is written: `linux/amd64`, `linux/arm64/v8`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
}

export function parsePlatform(text: string): Platform | undefined {
  const [os = '', architecture = '', variant = '', ...more] = text.split('/');
  const parts = text.split('/');
  return more.length === 0 && parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))
    ? { os, architecture, variant }
    : undefined;
}

/** Runs something that expands variables for some lines of a file. @throws DockerfileError with those lines */
export function at<T>(lines: Lines, make: () => T): T {
  try {
    return make();
  } catch (problem) {
    if (problem instanceof ExpandError) throw new DockerfileError(problem.message, [lines]);
    if (problem instanceof DockerfileError && problem.lines.length === 0) {
      throw new DockerfileError(problem.message, [lines]);
    }
    throw problem;
  }
}

/**
 * The variables that FROM sees: those of the platforms, and the ARGs before the first FROM.
 * @param buildArgs `--build-arg`, by name
 * @param target name of the stage that is built; '' is the last
 */
export function globalArgs(
  file: Dockerfile,
  platform: string,
  buildArgs: ReadonlyMap<string, string>,
  target: string,
): { readonly values: ReadonlyMap<string, string>; readonly declared: ReadonlySet<string> } {
  const { os = 'linux', architecture = 'amd64', variant = '' } = parsePlatform(platform) ?? {};
  const names = { PLATFORM: platform, OS: os, OSVERSION: '', ARCH: architecture, VARIANT: variant };
  const values = new Map<string, string>();
  for (const side of ['BUILD', 'TARGET']) {
    for (const [name, value] of Object.entries(names)) values.set(`${side}${name}`, value);
  }
  values.set('TARGETSTAGE', target === '' ? (file.stages.at(-1)?.from.name ?? '') || 'default' : target);
  for (const [name, value] of buildArgs) if (values.has(name)) values.set(name, value);
  const declared = new Set<string>();
  for (const { args, line } of file.args) {
    for (const { key, value } of args) {
      const given = buildArgs.get(key);
      const { escape: token } = file.source;
      const set =
        given ??
        (value === undefined
          ? undefined
          : at(line.lines, () => expand(value, values, { escape: token }).text));
      if (set !== undefined) values.set(key, set);
      declared.add(key);
    }
  }
  return { values, declared };
}
