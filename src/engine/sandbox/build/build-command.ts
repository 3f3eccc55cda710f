import { codeFrame } from '../../../formats/dockerfile/frame.ts';
import type { Warning } from '../../../formats/dockerfile/lint.ts';
import type { CheckResult } from '../../../formats/dockerfile/make-plan.ts';
import { absolutePath } from '../cli/container/host-files.ts';
import { CommandError, type Docker } from '../cli/docker.ts';
import { findNode } from '../filesystem/tree.ts';
import { type Bytes, fromText, toText } from '../kernel/bytes.ts';
import { SystemError } from '../kernel/errors.ts';
import type { Process, Task } from '../kernel/process.ts';
import { type Built, build, check } from './build.ts';
import { RequestError } from './build-error.ts';
import { type BuildRequest, readBuildArgs, readSecret, readTag, type Secret } from './build-request.ts';
import type { BuildStore } from './build-store.ts';
import { PlainView, QuietView } from './plain-view.ts';
import { Progress, type ProgressView } from './progress.ts';
import { TerminalView } from './terminal-view.ts';

const PLATFORM = 'linux/amd64';
const MODES = ['auto', 'plain', 'tty', 'quiet', 'rawjson'];

function* all(process: Process): Task<Bytes> {
  let text = '';
  for (;;) {
    const bytes = yield* process.read(0, 65_536);
    if (bytes === '') return text;
    text += bytes;
  }
}

function fileOf(docker: Docker, path: string): string | undefined {
  const whole = absolutePath(path, docker.process.cwd());
  try {
    return toText(docker.process.fs.readFile(whole));
  } catch (problem) {
    if (!(problem instanceof SystemError)) throw problem;
    if (problem.code === 'EACCES') {
      throw new RequestError(`failed to solve: failed to read dockerfile: open ${path}: permission denied`);
    }
    return undefined;
  }
}

const nameOf = (path: string): string => path.split('/').at(-1) ?? path;

/** @returns the Dockerfile that is meant: `-f`, else the one in the context, in lower case too */
function dockerfileOf(docker: Docker, context: string): BuildRequest['dockerfile'] {
  const given = docker.text('file');
  const path = given === '' ? `${context}/Dockerfile` : given;
  const name = nameOf(path);
  const text = fileOf(docker, path);
  const ignore = fileOf(docker, `${path}.dockerignore`);
  if (text !== undefined || name !== 'Dockerfile') return { name, text, ignore };
  return { name, text: fileOf(docker, path.replace(/Dockerfile$/, 'dockerfile')), ignore };
}

function refuseRemote(path: string): void {
  if (/^(?:https?:\/\/|git@|git:\/\/|ssh:\/\/|github\.com\/)/.test(path)) {
    throw new CommandError(`docker: the sandbox does not model builds from ${path} yet`);
  }
}

function* inputs(docker: Docker): Task<Pick<BuildRequest, 'dockerfile' | 'context'>> {
  const [path = ''] = docker.args;
  const fromStdin = docker.text('file') === '-';
  if (path === '-') {
    if (fromStdin)
      throw new RequestError("invalid argument: can't use stdin for both build context and dockerfile");
    const text = toText(yield* all(docker.process));
    return { dockerfile: { name: 'Dockerfile', text, ignore: '' }, context: undefined };
  }
  refuseRemote(path);
  const whole = absolutePath(path, docker.process.cwd()).replace(/(?<=.)\/\.?$/, '');
  const { daemon } = docker;
  const node = docker.process.call(() => findNode(daemon.hostDisk.root, fromText(whole))?.node?.kind);
  if (node !== 'directory') {
    throw new RequestError(`unable to prepare context: path ${JSON.stringify(path)} not found`);
  }
  if (!fromStdin) return { dockerfile: dockerfileOf(docker, whole), context: whole };
  const text = toText(yield* all(docker.process));
  return { dockerfile: { name: 'Dockerfile', text, ignore: undefined }, context: whole };
}

function secretsOf(docker: Docker): ReadonlyMap<string, Secret> {
  const { process } = docker;
  const secrets = new Map<string, Secret>();
  for (const text of docker.list('secret')) {
    const { id: given, file, variable } = readSecret(text);
    const id = given || file || variable;
    if (variable !== '' || (file === '' && process.env.has(id))) {
      secrets.set(id, { id, data: process.env.get(variable || id) ?? '' });
      continue;
    }
    const path = file === '' ? id : file;
    try {
      secrets.set(id, { id, data: process.fs.readFile(absolutePath(path, process.cwd())) });
    } catch (problem) {
      if (!(problem instanceof SystemError)) throw problem;
      const why = `stat ${path}: ${problem.message.toLowerCase()}`;
      throw new RequestError(`failed to stat ${path}: ${why}`);
    }
  }
  return secrets;
}

function* requestOf(docker: Docker): Task<BuildRequest> {
  const platform = docker.list('platform').find((each) => each !== PLATFORM && each !== 'linux');
  if (platform !== undefined) {
    throw new CommandError(`docker: the sandbox does not model --platform ${platform} yet`);
  }
  const network = docker.text('network') || 'default';
  if (network !== 'default' && network !== 'none' && network !== 'host') {
    throw new RequestError(
      `network mode ${JSON.stringify(network)} not supported by buildkit - you can define a custom network for your builder using the network driver-opt in buildx create`,
    );
  }
  const { process } = docker;
  const environment = new Map(
    [...process.env].map(([name, value]) => [toText(name), toText(value)] as const),
  );
  const tags = docker.list('tag').map(readTag);
  const labels = docker.list('label').map((label) => {
    const equals = label.indexOf('=');
    return equals < 0 ? ([label, ''] as const) : ([label.slice(0, equals), label.slice(equals + 1)] as const);
  });
  return {
    ...{ tags, network, secrets: secretsOf(docker), labels: Object.fromEntries(labels) },
    buildArgs: readBuildArgs(docker.list('build-arg'), environment),
    target: docker.text('target'),
    hosts: docker.list('add-host'),
    noCache: docker.bool('no-cache'),
    pull: docker.bool('pull'),
    ...(yield* inputs(docker)),
  };
}

function viewOf(docker: Docker): ProgressView {
  const mode = docker.text('progress') || 'auto';
  if (!MODES.includes(mode)) throw new RequestError(`invalid progress mode ${mode}`);
  if (mode === 'rawjson') throw new CommandError('docker: the sandbox does not model --progress=rawjson yet');
  if (docker.bool('quiet') || mode === 'quiet') return new QuietView();
  const { process } = docker;
  const terminal = process.isTerminal(2);
  if (mode === 'tty' && !terminal) {
    throw new RequestError('failed to get console: provided file is not a console');
  }
  if (mode === 'plain' || !terminal) return new PlainView();
  return new TerminalView(process.windowSize(2)?.columns ?? 80);
}

function warningsText(
  warnings: readonly Warning[],
  docker: Docker,
  file: BuildRequest['dockerfile'],
): string {
  if (warnings.length === 0) return '';
  const expanded = docker.bool('debug');
  const count = warnings.length === 1 ? '1 warning found' : `${warnings.length} warnings found`;
  const lines = warnings.map(({ rule, message, lines, description, url }) => {
    const short = ` - ${rule}: ${message} (line ${lines.start})\n`;
    if (!expanded) return short;
    return `${short}${description}\nMore info: ${url}\n${codeFrame(file.name, file.text ?? '', [lines])}\n`;
  });
  return `\n ${count}${expanded ? '' : ' (use docker --debug to expand)'}:\n${lines.join('')}`;
}

function checkText(
  { warnings, error }: CheckResult,
  file: BuildRequest['dockerfile'],
): { out: string; err: string } {
  const text = file.text ?? '';
  const sorted = warnings.toSorted((a, b) => a.lines.start - b.lines.start);
  const found =
    sorted.length === 1 ? '1 warning has been found!' : `${sorted.length} warnings have been found!`;
  const shown = sorted
    .map(
      ({ rule, url, message, lines }) =>
        `\nWARNING: ${rule} - ${url}\n${message}\n${codeFrame(file.name, text, [lines])}`,
    )
    .join('');
  const out = sorted.length > 0 ? `Check complete, ${found}\n${shown}` : '';
  if (error !== undefined) {
    const gap = sorted.length > 0 ? '\n' : '';
    return {
      out: `${out}${gap}`,
      err: `ERROR: ${error.message}\n${codeFrame(file.name, text, error.lines)}\n`,
    };
  }
  return { out: out === '' ? 'Check complete, no warnings found.\n' : out, err: '' };
}

/** `docker build --check`. Exits with 1 if there is anything to say. */
function* runCheck(docker: Docker, request: BuildRequest): Task<number> {
  const { name, text } = request.dockerfile;
  if (text === undefined) {
    throw new RequestError(
      `failed to solve: failed to read dockerfile: open ${name}: no such file or directory`,
    );
  }
  const result = docker.process.call(() => check({ daemon: docker.daemon, request }));
  const said = checkText(result, request.dockerfile);
  yield* docker.out(said.out);
  yield* docker.err(said.err);
  return said.err === '' && result.warnings.length === 0 ? 0 : 1;
}

/** Builds, and shows how it goes while it does. */
function* runBuild(docker: Docker, store: BuildStore, request: BuildRequest): Task<Built> {
  const { process, daemon } = docker;
  const view = viewOf(docker);
  // ^C ends what runs in the build before it ends the command.
  process.onSignal('SIGINT', 'catch');
  return yield* process.callTask(function* (): Task<Built> {
    let changed = false;
    const watched: ProgressView = {
      update: (vertex) => {
        changed = true;
        view.update(vertex);
      },
      take: () => view.take(),
      finish: (vertices, now) => view.finish(vertices, now),
    };
    const shown = new Progress(watched, () => daemon.kernel.now());
    const flush = {
      pending: () => changed,
      *show(): Task<void> {
        changed = false;
        const text = view.take();
        if (text !== '') yield* process.write(2, fromText(text));
      },
    };
    const built = yield* build({ daemon, store, progress: shown, request, flush });
    const rest = view.finish(shown.vertices, daemon.kernel.now());
    const quiet = view instanceof QuietView;
    const warnings = quiet ? '' : warningsText(built.warnings, docker, request.dockerfile);
    yield* process.write(2, fromText(`${rest}${warnings}`));
    return built;
  });
}

function failure(built: Built, { name, text = '' }: BuildRequest['dockerfile']): CommandError {
  const error = built.error!;
  const frames = error.lines.map((lines) => codeFrame(name, text, [lines])).join('');
  return new CommandError(`${frames}ERROR: failed to build: failed to solve: ${error.message}`);
}

function* perform(docker: Docker, store: BuildStore): Task<number> {
  const request = yield* requestOf(docker);
  if (docker.bool('check')) return yield* runCheck(docker, request);
  const built = yield* runBuild(docker, store, request);
  if (built.image === undefined) throw failure(built, request.dockerfile);
  const { id } = built.image;
  if (docker.bool('quiet')) yield* docker.out(`${id}\n`);
  const file = docker.text('iidfile');
  if (file !== '') docker.process.fs.writeFile(absolutePath(file, docker.process.cwd()), id);
  return 0;
}

/** `docker build`, `docker buildx build`. */
export function* buildCommand(docker: Docker, store: BuildStore): Task<number> {
  try {
    return yield* perform(docker, store);
  } catch (problem) {
    if (problem instanceof RequestError) throw new CommandError(`ERROR: failed to build: ${problem.message}`);
    if (problem instanceof SystemError) throw new CommandError(`ERROR: failed to build: ${problem.message}`);
    throw problem;
  }
}
