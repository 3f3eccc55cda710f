import { fromText, toText } from '../../../kernel/bytes.ts';
import { SystemError } from '../../../kernel/errors.ts';
import type { Process, Program, Task } from '../../../kernel/process.ts';
import { isInterrupt } from '../../servers/http.ts';
import { compiled, executableOf, type Source } from './binary.ts';

/** Bytes of an executable, with net/http in it and without; `-s` of the linker takes a third away. */
const SIZES = { http: 7_700_000, plain: 2_200_000 };
/** What compiling takes, milliseconds of the processor: the first time the standard library is compiled too. */
const BUILD_TIME = { first: 6000, again: 400 };

/** Ends go with a message. */
class GoFailure extends Error {
  readonly status: number;
  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

function refuse(what: string): never {
  throw new GoFailure(`go: the sandbox's go does not know ${what}`);
}

function textAt(process: Process, path: string): string | undefined {
  try {
    return toText(process.fs.readFile(path));
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

/** @returns the folder of the module that a folder is in, and its path; undefined: it is in none */
function moduleOf(
  process: Process,
  folder: string,
): { readonly folder: string; readonly path: string } | undefined {
  for (let at = folder === '/' ? '' : folder; ; at = at.replace(/\/[^/]*$/, '')) {
    const text = textAt(process, `${at}/go.mod`);
    if (text !== undefined) {
      const needs = /^\s*(?:require\s+)?([\w.-]+\.[a-z]+\/\S+)\s+v\d/m.exec(text)?.[1];
      if (needs !== undefined) refuse(`the module ${needs}: programs can use the standard library only`);
      return { folder: at, path: /^module\s+(\S+)/m.exec(text)?.[1] ?? '' };
    }
    if (at === '') return undefined;
  }
}

const NO_MODULE =
  "go: go.mod file not found in current directory or any parent directory; see 'go help modules'";

/** @returns the sources that the words after `go build` mean. Throws GoFailure */
function sourceOf(process: Process, words: readonly string[]): Source & { readonly target: string } {
  const cwd = process.cwd();
  const files = words.filter((word) => word.endsWith('.go'));
  if (files.length > 0) {
    const found = files.map((name) => {
      const text = textAt(process, name);
      if (text === undefined)
        throw new GoFailure(`no required module provides package ${name}; to add it:\n\tgo get ${name}`);
      return { name: name.startsWith('/') ? name : `./${name.replace(/^\.\//, '')}`, text };
    });
    return {
      name: 'command-line-arguments',
      files: found,
      target: files[0]!.replace(/^.*\//, '').slice(0, -3),
    };
  }
  const [word = '.', ...more] = words;
  if (more.length > 0 || word.includes('...')) refuse('building several packages at once');
  if (!/^(\.|\/)/.test(word)) refuse(`the package ${word}`);
  const folder = word.startsWith('/')
    ? word
    : `${cwd}/${word}`.replace(/\/\.(\/|$)/g, '/').replace(/\/+$/, '');
  const module = moduleOf(process, folder);
  if (module === undefined) throw new GoFailure(NO_MODULE);
  let names: readonly string[] = [];
  try {
    names = process.fs.readDirectory(folder === '' ? '/' : folder);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new GoFailure(`stat ${folder}: directory not found`);
  }
  const own = names.filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'));
  if (own.length === 0) throw new GoFailure(`no Go files in ${folder === '' ? '/' : folder}`);
  const inner = folder.slice(module.folder.length);
  return {
    name: module.path + inner,
    files: own.map((name) => ({
      name: `.${word === '.' ? '' : `/${word.replace(/^\.\//, '')}`}/${name}`,
      text: textAt(process, `${folder}/${name}`) ?? '',
    })),
    target: (module.path + inner).replace(/^.*\//, ''),
  };
}

/** @returns the value of `-o` and whether the linker strips; what is no known option is refused */
function buildOptions(words: string[]): { readonly output: string | undefined; readonly strip: boolean } {
  let output: string | undefined;
  let strip = false;
  while (words[0]?.startsWith('-') === true) {
    const [name, given] = words.shift()!.replace(/^--/, '-').split(/=(.*)/s, 2);
    const value = (): string => given ?? words.shift() ?? '';
    if (name === '-o') output = value();
    else if (name === '-ldflags') strip = /(^|\s)-s(\s|$)/.test(value().replace(/['"]/g, ''));
    else if (/^-(a|v|x|trimpath|race|mod|tags|installsuffix|buildvcs)$/.test(name!)) {
      if (/^-(mod|tags|installsuffix)$/.test(name!)) value();
      if (/^-(v|x|race)$/.test(name!)) refuse(`the option ${name}`);
    } else refuse(`the option ${name}`);
  }
  return { output, strip };
}

/** Compiles, and writes the executable. Throws GoFailure with what the compiler says */
function* build(process: Process, source: Source, output: string, strip: boolean): Task<void> {
  const { env, fs } = process;
  for (const [name, known] of [
    ['GOOS', 'linux'],
    ['GOARCH', 'amd64'],
  ] as const)
    if ((env.get(name) ?? known) !== known)
      refuse(`building for ${name}=${env.get(name)}: what it builds runs on linux/amd64`);
  const cache = env.get('GOCACHE') ?? `${env.get('HOME') ?? '/root'}/.cache/go-build`;
  const marker = `${cache}/README`;
  yield* process.work(fs.exists(marker) ? BUILD_TIME.again : BUILD_TIME.first);
  const program = compiled(source);
  if (typeof program === 'string') throw new GoFailure(program.replace(/\n$/, ''));
  try {
    makeFolders(process, cache);
    if (!fs.exists(marker))
      fs.writeFile(marker, 'This directory holds cached build artifacts from the Go build system.\n');
    makeFolders(process, output.replace(/\/?[^/]*$/, ''));
    const whole = source.files.some(({ text }) => text.includes('"net/http"')) ? SIZES.http : SIZES.plain;
    fs.writeFile(output, executableOf(source), {
      executable: { program: 'go:binary', size: Math.round(whole * (strip ? 0.67 : 1)) },
    });
    fs.chmod(output, 0o755);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new GoFailure(
      `go: failed to write ${output}: ${error.message}`.replace('failed to write', 'open').toLowerCase(),
    );
  }
}

function makeFolders(process: Process, path: string): void {
  let whole = path.startsWith('/') ? '' : '.';
  for (const part of path.split('/').filter((name) => name !== '' && name !== '.')) {
    whole += `/${part}`;
    if (!process.fs.exists(whole)) process.fs.mkdir(whole);
  }
}

function* goBuild(process: Process, words: string[]): Task<number> {
  const { output, strip } = buildOptions(words);
  const source = sourceOf(process, words);
  const isFolder =
    output?.endsWith('/') === true ||
    (output !== undefined && process.fs.exists(output) && process.fs.stat(output).kind === 'directory');
  const target = isFolder ? `${output!.replace(/\/$/, '')}/${source.target}` : (output ?? source.target);
  yield* build(process, { name: source.name, files: source.files }, target, strip);
  return 0;
}

function* goRun(process: Process, words: string[]): Task<number> {
  const { strip } = buildOptions(words);
  const split = words.findIndex((word) => !word.endsWith('.go'));
  const mine =
    words[0]?.endsWith('.go') === true ? (split < 0 ? words : words.slice(0, split)) : words.slice(0, 1);
  if (mine.length === 0) throw new GoFailure('go: no go files listed');
  const source = sourceOf(process, mine);
  const output = `/tmp/go-build${1_000_000_000 + Math.floor(process.random() * 1e9)}/b001/exe/${source.target}`;
  yield* build(process, { name: source.name, files: source.files }, output, strip);
  const pid = process.spawn({ argv: [output, ...words.slice(mine.length)], env: process.env });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.onSignal(signal, 'catch');
  for (;;) {
    try {
      const ended = yield* process.wait(pid);
      process.fs.removeTree(output.replace(/\/b001\/.*$/, ''));
      if (ended === undefined || ended.status === 0) return 0;
      yield* process.write(
        2,
        ended.signal === undefined
          ? `exit status ${ended.status}\n`
          : `signal: ${ended.signal === 'SIGKILL' ? 'killed' : 'terminated'}\n`,
      );
      return 1;
    } catch (error) {
      if (!isInterrupt(error)) throw error;
      for (const signal of process.takeSignals()) process.kill(pid, signal);
    }
  }
}

function* goMod(process: Process, [action, ...words]: readonly string[], version: string): Task<number> {
  const path = 'go.mod';
  if (action === 'init') {
    if (process.fs.exists(path)) throw new GoFailure(`go: ${process.cwd()}/go.mod already exists`);
    const [name] = words;
    if (name === undefined)
      throw new GoFailure(
        `go: cannot determine module path for source directory ${process.cwd()} (outside GOPATH, module path must be specified)\n\nExample usage:\n\t'go mod init example.com/m' to initialize a v0 or v1 module\n\t'go mod init example.com/m/v2' to initialize a v2 module\n\nRun 'go help mod init' for more information.`,
      );
    process.fs.writeFile(path, `module ${name}\n\ngo ${version}\n`);
    const hint = process.fs.readDirectory('.').some((one) => one.endsWith('.go'))
      ? 'go: to add module requirements and sums:\n\tgo mod tidy\n'
      : '';
    yield* process.write(2, `go: creating new go.mod: module ${name}\n${hint}`);
    return 0;
  }
  if (action !== 'tidy' && action !== 'download' && action !== 'verify')
    refuse(`go mod ${action ?? ''}`.trim());
  if (moduleOf(process, process.cwd()) === undefined) throw new GoFailure(NO_MODULE);
  if (action === 'download') yield* process.write(2, 'go: no module dependencies to download\n');
  if (action === 'verify') yield* process.write(1, 'all modules verified\n');
  return 0;
}

/** go: build, run, mod init|tidy|download|verify, env, version; it compiles a part of Go, and refuses the rest by name. */
export const go: Program = function* (process) {
  const version = process.env.get('GOLANG_VERSION') ?? '1.25.3';
  const [command, ...words] = process.argv.slice(1);
  try {
    if (command === 'build') return yield* goBuild(process, words);
    if (command === 'run') return yield* goRun(process, words);
    if (command === 'mod') return yield* goMod(process, words, version);
    if (command === 'version') {
      yield* process.write(1, `go version go${version} linux/amd64\n`);
      return 0;
    }
    if (command === 'env') {
      const home = process.env.get('HOME') ?? '/root';
      const module = moduleOf(process, process.cwd());
      const known: Readonly<Record<string, string>> = {
        CGO_ENABLED: process.env.get('CGO_ENABLED') ?? '0',
        GOARCH: 'amd64',
        GOBIN: '',
        GOCACHE: `${home}/.cache/go-build`,
        GOMOD: module === undefined ? '/dev/null' : `${module.folder}/go.mod`,
        GOMODCACHE: `${process.env.get('GOPATH') ?? `${home}/go`}/pkg/mod`,
        GOOS: 'linux',
        GOPATH: `${home}/go`,
        GOROOT: '/usr/local/go',
        GOTOOLCHAIN: 'local',
        GOVERSION: `go${version}`,
      };
      const value = (name: string): string => process.env.get(name) ?? known[name] ?? '';
      const text =
        words.length > 0
          ? words.map((name) => `${value(name)}\n`)
          : Object.keys(known).map((name) => `${name}='${value(name)}'\n`);
      yield* process.write(1, text.join(''));
      return 0;
    }
    if (command === undefined || command === 'help') {
      yield* process.write(
        command === undefined ? 2 : 1,
        "Go is a tool for managing Go source code.\n\nUsage:\n\n\tgo <command> [arguments]\n\nThe sandbox's go has: build, env, mod, run, version\n",
      );
      return command === undefined ? 2 : 0;
    }
    if (/^(bug|clean|doc|fix|fmt|generate|get|install|list|test|tool|vet|work|telemetry)$/.test(command))
      refuse(`go ${command}`);
    throw new GoFailure(`go ${command}: unknown command\nRun 'go help' for usage.`, 2);
  } catch (error) {
    if (!(error instanceof GoFailure)) throw error;
    yield* process.write(2, fromText(`${error.message}\n`));
    return error.status;
  }
};
