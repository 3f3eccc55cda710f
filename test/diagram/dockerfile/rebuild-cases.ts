/** Dockerfiles with a change to the build context: what the picture says of the next build is compared with engines. */

/** A Dockerfile, what is there to build it from, and what changes between two builds. */
export interface RebuildCase {
  /** Unique; names the case. */
  readonly id: string;
  readonly dockerfile: string;
  /** Content by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Files that get another content; new ones are made. */
  readonly changed: readonly string[];
  readonly target?: string;
  /** Why an engine has no such build: BuildKit of Docker 26.1 knows less, the sandbox has no network. */
  readonly not?: Partial<Record<'real' | 'sandbox', string>>;
}

const APP = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'README.md': 'read me',
  'src/app.js': 'app',
  'src/lib/util.js': 'util',
  'src/lib/util.test.js': 'test',
  'docs/a.txt': 'a',
  'docs/b.md': 'b',
};

const NODE = `FROM alpine
WORKDIR /app
COPY package*.json ./
RUN cat package.json > installed
COPY . .
RUN cat src/app.js > bundle
CMD ["cat", "bundle"]
`;

const STAGES = `FROM alpine AS build
WORKDIR /app
COPY src ./src
RUN cat src/app.js > out
FROM alpine
COPY --from=build /app/out /out
RUN cat /out
`;

/** A build stage whose result does not hang on what changes. */
const SAME = `FROM alpine AS build
COPY src/app.js /in
RUN echo same > /out
FROM alpine
WORKDIR /srv
COPY --from=build /out /out
RUN cat /out > /copy
`;

const PARALLEL = `FROM alpine AS one
COPY src/app.js /one
FROM alpine AS two
COPY docs/a.txt /two
FROM alpine AS unused
COPY README.md /three
FROM alpine
COPY --from=one /one /
COPY --from=two /two /
`;

const TWO_BASES = `FROM alpine AS base
COPY package.json /
FROM base AS test
COPY src/app.js /
RUN cat /app.js
FROM base
COPY docs/a.txt /
RUN cat /a.txt > /c
`;

const one = (
  id: string,
  dockerfile: string,
  changed: string | readonly string[],
  more: Partial<RebuildCase> = {},
): RebuildCase => ({
  id,
  dockerfile,
  files: APP,
  changed: typeof changed === 'string' ? [changed] : changed,
  ...more,
});

const ignoring = (text: string) => ({ files: { ...APP, '.dockerignore': text } });
const copying = (line: string) => `FROM alpine\nCOPY README.md /first\n${line}\nRUN echo after > /after\n`;

export const REBUILD_CASES: readonly RebuildCase[] = [
  one('source-after-install', NODE, 'src/app.js'),
  one('manifest', NODE, 'package.json'),
  one('second-manifest', NODE, 'package-lock.json'),
  one('deep-file', NODE, 'src/lib/util.js'),
  one('readme-is-copied-too', NODE, 'README.md'),
  one('new-file', NODE, 'src/new.js'),
  one('new-file-that-fits-a-pattern', NODE, 'package-extra.json'),
  one('two-files', NODE, ['src/app.js', 'package.json']),
  one('ignored-file', NODE, 'README.md', ignoring('*.md\n')),
  one('ignored-folder', NODE, 'docs/a.txt', ignoring('docs\n')),
  one('ignored-but-kept', NODE, 'docs/b.md', ignoring('docs/*\n!docs/b.md\n')),
  one('ignored-and-not-kept', NODE, 'docs/a.txt', ignoring('docs/*\n!docs/b.md\n')),
  one('ignored-at-any-depth', NODE, 'src/lib/util.test.js', ignoring('**/*.test.js\n')),
  one('the-dockerignore-itself', NODE, '.dockerignore', ignoring('nothing\n')),
  one('one-file', copying('COPY src/app.js /x/'), 'src/app.js'),
  one('one-file-other', copying('COPY src/app.js /x/'), 'src/lib/util.js'),
  one('folder', copying('COPY src /x/'), 'src/lib/util.js'),
  one('folder-with-slash', copying('COPY ./src/ /x/'), 'src/app.js'),
  one('folder-beside', copying('COPY src /x/'), 'docs/a.txt'),
  one('pattern', copying('COPY docs/*.txt /x/'), 'docs/a.txt'),
  one('pattern-other', copying('COPY docs/*.txt /x/'), 'docs/b.md'),
  one('pattern-of-one-sign', copying('COPY docs/?.md /x/'), 'docs/b.md'),
  one('pattern-of-folders', copying('COPY s*/lib /x/'), 'src/lib/util.js'),
  one('pattern-does-not-cross-folders', copying('COPY src/*.js /x/'), 'src/lib/util.js'),
  one('several-sources', copying('COPY package.json docs/a.txt /x/'), 'docs/a.txt'),
  one('json-form', copying('COPY ["docs/b.md", "/x/"]'), 'docs/b.md'),
  one('add', copying('ADD docs /x/'), 'docs/b.md'),
  one('variable', 'FROM alpine\nARG DIR=docs\nCOPY $DIR /x/\nRUN echo after\n', 'docs/a.txt'),
  one('variable-other', 'FROM alpine\nENV DIR=docs\nCOPY ./$DIR/ /x/\nRUN echo after\n', 'src/app.js'),
  one('global-argument', 'ARG DIR=docs\nFROM alpine\nARG DIR\nCOPY $DIR /x/\n', 'docs/a.txt'),
  one('document', 'FROM alpine\nCOPY <<EOF /x\nhello\nEOF\nCOPY src /src\n', 'docs/a.txt'),
  one(
    'exclude',
    '# syntax=docker/dockerfile:1-labs\nFROM alpine\nCOPY --exclude=*.md docs /x/\nRUN echo after\n',
    'docs/b.md',
    { not: { real: 'needs a newer frontend from a registry' } },
  ),
  one(
    'exclude-other',
    '# syntax=docker/dockerfile:1-labs\nFROM alpine\nCOPY --exclude=*.md docs /x/\nRUN echo after\n',
    'docs/a.txt',
    { not: { real: 'needs a newer frontend from a registry' } },
  ),
  one(
    'mount',
    'FROM alpine\nRUN --mount=type=bind,source=docs,target=/d cat /d/a.txt > /x\nRUN echo after\n',
    'docs/b.md',
  ),
  one(
    'mount-other',
    'FROM alpine\nRUN --mount=type=bind,source=docs,target=/d cat /d/a.txt > /x\n',
    'src/app.js',
  ),
  one('mount-of-everything', 'FROM alpine\nRUN --mount=target=/d cat /d/README.md > /x\n', 'src/app.js'),
  one(
    'mount-of-a-stage',
    'FROM alpine AS build\nCOPY src/app.js /out\nFROM alpine\nRUN --mount=from=build,source=/out,target=/in cat /in > /x\n',
    'src/app.js',
  ),
  one(
    'cache-mount',
    'FROM alpine\nRUN --mount=type=cache,target=/c echo a > /x\nCOPY src /s\n',
    'src/app.js',
  ),
  one('stages', STAGES, 'src/app.js'),
  one('stages-unread', STAGES, 'README.md'),
  one('stage-comes-to-the-same', SAME, 'src/app.js'),
  one('stage-by-number', STAGES.replace('--from=build', '--from=0'), 'src/app.js'),
  one('parallel-first', PARALLEL, 'src/app.js'),
  one('parallel-second', PARALLEL, 'docs/a.txt'),
  one('unused-stage', PARALLEL, 'README.md'),
  one('stage-on-a-stage', TWO_BASES, 'package.json'),
  one('stage-on-a-stage-last', TWO_BASES, 'docs/a.txt'),
  one('target', TWO_BASES, 'src/app.js', { target: 'test' }),
  one('target-that-reads-none', TWO_BASES, 'docs/a.txt', { target: 'test' }),
  one(
    'scratch',
    'FROM alpine AS build\nCOPY src/app.js /a\nFROM scratch\nCOPY docs /docs\nCOPY --from=build /a /a\n',
    'docs/a.txt',
  ),
  one('link', 'FROM alpine\nCOPY src /src\nCOPY --link docs /docs\n', 'src/app.js'),
  one(
    'link-and-on',
    'FROM alpine\nCOPY src /src\nCOPY --link docs /docs\nRUN cat /src/app.js > /x\n',
    'src/app.js',
  ),
  one(
    'onbuild',
    'FROM alpine AS base\nONBUILD COPY src /src\nFROM base\nRUN cat /src/app.js > /x\n',
    'src/app.js',
  ),
  one('nothing-read', 'FROM alpine\nRUN echo one > /one\nENV A=1\nRUN echo two > /two\n', 'src/app.js'),
  one(
    'continued-line',
    'FROM alpine\nCOPY \\\n  src/app.js \\\n  /x/\nRUN echo a && \\\n  echo b\n',
    'src/app.js',
  ),
];
