import { toText } from '../../src/engine/sandbox/kernel/bytes.ts';
import { makeSandbox } from './make-sandbox.ts';
import { normalizeAnswer } from './normalize.ts';
import type { Answer, Script } from './script.ts';

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

/** Runs a script in a fresh sandbox: one answer for each line. */
export async function runOnSandbox(script: Script): Promise<readonly Answer[]> {
  const written = { stdout: '', stderr: '' };
  const session = makeSandbox({
    files: Object.fromEntries(Object.entries(script.files).map(([path, text]) => [`work/${path}`, text])),
    output: (stream, bytes) => {
      written[stream] += bytes;
    },
  });
  /** Types a line and goes on until the next prompt, which may ask for more of it. */
  const type = (text: string) => {
    for (const part of text.split('\n')) {
      session.line(part);
      const end = session.now() + PATIENCE;
      let turn = session.run(end);
      while (
        turn.kind === 'input' ||
        turn.kind === 'limit' ||
        (turn.kind === 'later' && session.now() < end)
      ) {
        if (turn.kind === 'input' && session.wantsInput()) session.input(null);
        else if (turn.kind !== 'later') session.interrupt();
        turn = session.run(end);
      }
      if (turn.kind === 'later') session.interrupt();
    }
  };
  const answer = (text: string): Answer => {
    written.stdout = '';
    written.stderr = '';
    type(text);
    const said = { stdout: toText(written.stdout), stderr: toText(written.stderr) };
    written.stdout = '';
    type('echo $?');
    return { ...said, exit: Number(written.stdout.trim()) };
  };
  session.run(session.now());
  for (const image of IMAGES) type(`docker pull -q ${image}`);
  // The real engine's registry is a process beside it, here it is a container.
  if (script.id.includes('local-registry')) type('docker run -d -p 5000:5000 registry');
  type('mkdir -p work && cd work');
  const folder = `${session.folder}/work`;
  return script.lines.map((line) => normalizeAnswer(answer(line.run), line, folder));
}
