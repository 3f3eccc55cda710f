import type { ComposeProject, ComposeService } from '../../../formats/compose/model.ts';
import { isRemoteContext } from '../../../formats/compose/paths.ts';
import { CommandError, Refusal } from '../cli/docker.ts';
import { humanSize } from '../cli/format/human.ts';
import { showProgress } from '../cli/image/progress.ts';
import { readReference } from '../cli/image/pull.ts';
import { DaemonError } from '../daemon/api.ts';
import { withTag } from '../daemon/reference.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { LABEL } from './labels.ts';
import { warn } from './progress.ts';
import { imageOf } from './request.ts';
import { COMPOSE_VERSION } from './version.ts';

/** @returns the id of an image that is there; undefined if it is not */
export function imageId({ docker }: Compose, name: string): string | undefined {
  try {
    return docker.ask((daemon) => daemon.inspectImage(name)).Id;
  } catch (problem) {
    if (problem instanceof Refusal && problem.status === 404) return undefined;
    throw problem;
  }
}

/** Pulls the image of a service, telling of it. Throws CommandError. */
export function* pullImage(
  compose: Compose,
  service: ComposeService,
  image: string,
  quiet: boolean,
): Task<void> {
  const { docker, progress } = compose;
  const id = `Image ${image}`;
  yield* progress.say(id, 'Pulling');
  const layers: { readonly id: string; readonly status: string; readonly size: number }[] = [];
  try {
    withTag(readReference(image));
    yield* showProgress(
      docker,
      () =>
        docker.daemon.pull(image, {
          ...(service.platform === undefined ? {} : { platform: service.platform }),
          progress: (event) => {
            if (event.kind === 'layer' && !quiet) layers.push(event);
          },
        }),
      undefined,
    );
  } catch (problem) {
    if (!(problem instanceof CommandError || problem instanceof DaemonError)) throw problem;
    const why = problem instanceof Refusal ? problem.reason : problem.message;
    yield* service.build === undefined ? progress.say(id, 'Error', why) : progress.say(id, why);
    throw problem;
  }
  for (const layer of layers)
    yield* progress.sayPart(
      layer.id,
      layer.status,
      humanSize(/complete|exists/.test(layer.status) ? layer.size : 0),
    );
  yield* progress.say(id, 'Pulled');
}

/** How an image is wanted before a service runs. */
export type PullPolicy = 'always' | 'missing' | 'never' | 'build' | 'policy';

/** Builds the images of services with the builder of docker. Throws CommandError. */
function* buildImages(
  compose: Compose,
  project: ComposeProject,
  services: readonly ComposeService[],
  flags: {
    readonly noCache?: boolean;
    readonly pull?: boolean;
    readonly quiet?: boolean;
    readonly args?: readonly string[];
  } = {},
): Task<void> {
  const { progress, options } = compose;
  for (const service of services) {
    const { build } = service;
    if (build === undefined) continue;
    if (options.build === undefined) compose.refuse('docker compose build');
    if (isRemoteContext(build.context))
      compose.refuse(`services.${service.name}.build.context ${build.context}`);
    const odd = build.keys.find((key) => !BUILD_KEYS.has(key) && !key.startsWith('x-'));
    if (odd !== undefined) compose.refuse(`services.${service.name}.build.${odd}`);
  }
  const wanted = services.filter(({ build }) => build !== undefined);
  for (const service of wanted) yield* progress.say(`Image ${imageOf(project, service)}`, 'Building');
  for (const service of wanted) {
    const exit = yield* compose.run(buildLine(project, service, flags), options.build);
    if (exit !== 0) throw new CommandError('', exit);
  }
  for (const service of wanted) yield* progress.say(`Image ${imageOf(project, service)}`, 'Built');
}

const BUILD_KEYS = new Set(
  'context dockerfile args labels target network no_cache pull tags secrets platforms'.split(' '),
);

function buildLine(
  project: ComposeProject,
  service: ComposeService,
  flags: {
    readonly noCache?: boolean;
    readonly pull?: boolean;
    readonly quiet?: boolean;
    readonly args?: readonly string[];
  },
): readonly string[] {
  const { build } = service;
  if (build === undefined) return [];
  const dockerfile = build.dockerfile ?? 'Dockerfile';
  const own: Record<string, string> = {
    [LABEL.project]: project.name,
    [LABEL.service]: service.name,
    [LABEL.version]: COMPOSE_VERSION,
  };
  const secrets = build.secrets.map(({ source, target }) => {
    const secret = project.secrets.get(source);
    const from = secret?.file === undefined ? `env=${secret?.environment ?? source}` : `src=${secret.file}`;
    return `id=${target === '' ? source : target},${from}`;
  });
  return [
    'build',
    '--tag',
    imageOf(project, service),
    ...build.tags.flatMap((tag) => ['--tag', tag]),
    '--file',
    dockerfile.startsWith('/') ? dockerfile : `${build.context}/${dockerfile}`,
    ...[...build.args].flatMap(([key, value]) => ['--build-arg', value === null ? key : `${key}=${value}`]),
    ...(flags.args ?? []).flatMap((arg) => ['--build-arg', arg]),
    ...Object.entries({ ...Object.fromEntries(build.labels), ...own }).flatMap(([key, value]) => [
      '--label',
      `${key}=${value}`,
    ]),
    ...(build.target === undefined ? [] : ['--target', build.target]),
    ...(build.network === undefined ? [] : ['--network', build.network]),
    ...(build.platforms[0] === undefined ? [] : ['--platform', build.platforms.join(',')]),
    ...(build.noCache || flags.noCache === true ? ['--no-cache'] : []),
    ...(build.pull || flags.pull === true ? ['--pull'] : []),
    ...secrets.flatMap((secret) => ['--secret', secret]),
    ...(flags.quiet === true ? ['--quiet'] : []),
    build.context,
  ];
}

/** @returns whether an image must be pulled. Throws CommandError. */
function mustPull(service: ComposeService, policy: string, there: boolean): boolean {
  if (service.image === undefined) return false;
  if (policy === 'always') return true;
  if (policy === 'never') return false;
  if (policy === 'build') return false;
  // What can be built is not looked for elsewhere, unless that was asked for.
  return !there && (service.build === undefined || policy === 'missing' || policy === 'if_not_present');
}

/**
 * Sees that every service has its image: pulls what is missing, builds what can be built.
 *
 * @param build `true`: build again; `false`: never
 * @returns the ids by name
 */
export function* ensureImages(
  compose: Compose,
  project: ComposeProject,
  flags: {
    readonly build: boolean | undefined;
    readonly pull?: PullPolicy;
    readonly quietPull?: boolean;
  },
): Task<ReadonlyMap<string, string>> {
  const services = [...project.services.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const builds: ComposeService[] = [];
  const pulled = new Set<string>();
  for (const service of services) {
    const image = imageOf(project, service);
    const there = imageId(compose, image) !== undefined;
    const asked =
      flags.pull === undefined || flags.pull === 'policy' ? (service.pullPolicy ?? '') : flags.pull;
    if (service.build !== undefined && flags.build === true) {
      builds.push(service);
      continue;
    }
    if (asked === 'never' && !there && service.build === undefined) {
      throw new CommandError(`Error response from daemon: No such image: ${image}`);
    }
    if (mustPull(service, asked, there) && !pulled.has(image)) {
      pulled.add(image);
      try {
        yield* pullImage(compose, service, image, flags.quietPull === true);
      } catch (problem) {
        if (service.build === undefined || !(problem instanceof CommandError)) throw problem;
      }
    }
    const now = imageId(compose, image) !== undefined;
    if (service.build !== undefined && flags.build !== false && (!now || asked === 'build'))
      builds.push(service);
    else if (!now && service.build !== undefined)
      throw new CommandError(`Error response from daemon: No such image: ${image}:latest`);
  }
  yield* buildImages(compose, project, builds);
  const ids = new Map<string, string>();
  for (const service of services) {
    const image = imageOf(project, service);
    ids.set(image, imageId(compose, image) ?? '');
  }
  return ids;
}

/** `docker compose build`. */
export function* build(compose: Compose): Task<number> {
  const { docker } = compose;
  const project = yield* compose.load(docker.bool('with-dependencies') ? docker.args : []);
  const chosen =
    docker.args.length === 0
      ? [...project.services.values()]
      : [...project.services.values(), ...project.disabled.values()].filter(
          ({ name }) =>
            docker.args.includes(name) || (docker.bool('with-dependencies') && project.services.has(name)),
        );
  const missing = docker.args.find((name) => !chosen.some((service) => service.name === name));
  if (missing !== undefined) throw new CommandError(`no such service: ${missing}`);
  const wanted = chosen
    .filter((service) => service.build !== undefined)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (wanted.length === 0) yield* warn(docker, 'No services to build');
  yield* buildImages(compose, project, wanted, {
    noCache: docker.bool('no-cache'),
    pull: docker.bool('pull'),
    quiet: docker.bool('quiet'),
    args: docker.list('build-arg'),
  });
  yield* compose.progress.done('build');
  return 0;
}

/** `docker compose pull`. */
export function* pull(compose: Compose): Task<number> {
  const { docker, progress } = compose;
  const all = yield* compose.load(docker.bool('include-deps') ? docker.args : []);
  const missing = docker.args.find((name) => !all.services.has(name) && !all.disabled.has(name));
  if (missing !== undefined) throw new CommandError(`no such service: ${missing}`);
  const services = [...all.services.values(), ...(docker.args.length > 0 ? all.disabled.values() : [])]
    .filter(
      ({ name }) => docker.args.length === 0 || docker.bool('include-deps') || docker.args.includes(name),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const done = new Set<string>();
  const mustBuild: string[] = [];
  let failure: CommandError | undefined;
  for (const service of services) {
    const { image } = service;
    if (image === undefined) {
      yield* progress.say(service.name, 'Skipped', 'No image to be pulled');
      continue;
    }
    const policy = docker.text('policy') || (service.pullPolicy ?? '');
    if (policy === 'missing' && imageId(compose, image) !== undefined && !/(:latest|^[^:]+)$/.test(image)) {
      yield* progress.say(`Image ${image}`, 'Skipped', 'Image is already present locally');
      continue;
    }
    if (service.build !== undefined && docker.bool('ignore-buildable')) {
      yield* progress.say(`Image ${image}`, 'Skipped', 'Image can be built');
      continue;
    }
    if (done.has(image)) continue;
    done.add(image);
    try {
      yield* pullImage(compose, service, image, docker.bool('quiet'));
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      failure ??= problem;
      if (service.build !== undefined) mustBuild.push(service.name);
    }
  }
  yield* progress.done('pull');
  if (mustBuild.length > 0)
    yield* warn(
      docker,
      `WARNING: Some service image(s) must be built from source by running:\n    docker compose build ${mustBuild.join(' ')}`,
    );
  if (failure !== undefined && !docker.bool('ignore-pull-failures')) throw failure;
  return 0;
}
