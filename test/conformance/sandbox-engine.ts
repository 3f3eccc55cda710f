import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { normalizeAnswer } from './normalize.ts';
import type { Answer, ConformanceEngine, Script } from './script.ts';

/** The learner's shell on a sandbox, as much of it as a script needs. */
export interface ScriptSession {
  /** The learner's folder. */
  readonly folder: string;
  run(horizon: number): { readonly kind: string; readonly at?: number };
  line(text: string): void;
  input(text: string | null): void;
  now(): number;
  advance(milliseconds: number): void;
}

/**
 * What `make-sandbox.ts` beside this file exports as `makeSandbox`: it puts a sandbox together with the built-in
 * registry, the builder and Compose.
 *
 * @param options.files of the learner's folder: path → content
 * @param options.output called with text, in order
 */
export type MakeSandbox = (options: {
  readonly files: Readonly<Record<string, string>>;
  readonly output: (stream: 'stdout' | 'stderr', text: string) => void;
}) => ScriptSession;

const MAKER = join(import.meta.dirname, 'make-sandbox.ts');

/** Images that the stand-in engine has from the start. */
const IMAGES = [
  'alpine:3.22',
  'alpine:3.21',
  'alpine',
  'busybox',
  'busybox:1.37',
  'nginx',
  'nginx:alpine',
  'redis',
  'redis:alpine',
  'hello-world',
];

/** A line gets this much virtual time. Milliseconds. */
const PATIENCE = 90_000;

/**
 * The sandbox as an engine of the conformance scripts.
 *
 * @returns undefined while there is no `make-sandbox.ts`
 */
export async function findSandbox(): Promise<ConformanceEngine | undefined> {
  if (!existsSync(MAKER)) return undefined;
  const { makeSandbox } = (await import(pathToFileURL(MAKER).href)) as { makeSandbox: MakeSandbox };
  return async (script) => runOnSandbox(makeSandbox, script);
}

/** Runs a script in a fresh sandbox: the one place that knows how the learner's shell is driven. */
function runOnSandbox(makeSandbox: MakeSandbox, script: Script): readonly Answer[] {
  const written = { stdout: '', stderr: '' };
  const session = makeSandbox({
    files: Object.fromEntries(Object.entries(script.files).map(([path, text]) => [`work/${path}`, text])),
    output: (stream, text) => {
      written[stream] += text;
    },
  });
  /** Types a line and goes on until the next prompt asks whether the line was complete. */
  const type = (text: string) => {
    for (const part of text.split('\n')) {
      session.line(part);
      const end = session.now() + PATIENCE;
      for (;;) {
        const state = session.run(end);
        if (state.kind === 'input') session.input(null);
        else if (state.kind === 'later' && session.now() < end)
          session.advance(Math.max(1, (state.at ?? end) - session.now()));
        else break;
      }
    }
  };
  const answer = (text: string): Answer => {
    written.stdout = '';
    written.stderr = '';
    type(text);
    const said = { ...written };
    written.stdout = '';
    type('echo $?');
    return { ...said, exit: Number(written.stdout.trim()) };
  };
  session.run(session.now());
  for (const image of IMAGES) type(`docker pull -q ${image}`);
  type('mkdir -p work && cd work');
  const folder = `${session.folder}/work`;
  return script.lines.map((line) => normalizeAnswer(answer(line.run), line, folder));
}
