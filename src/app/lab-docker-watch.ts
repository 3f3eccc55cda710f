/** A lab on the real engine at a terminal: the tasks follow what happens, and words are taken meanwhile. */
import { EXIT } from '../platform/errors.ts';
import { labMessagesOf } from '../text/messages/lab.ts';
import { isDo, type LabSay, taskOnHand } from '../tutor/lab/state.ts';
import { sayNodes } from '../view/lab/nodes.ts';
import { GAP, type Node, paragraph } from '../view/nodes.ts';
import { type Asked, askOnHand } from './lab-answer.ts';
import type { DockerLab } from './lab-docker-run.ts';
import { sinceLab } from './lab-picture.ts';
import { TaskBoard, wordsNodes } from './lab-tasks.ts';
import { labLine } from './lab-words.ts';
import { LivePicture } from './play/live-picture.ts';
import { openShellPrompt, type ShellPrompt, type Typed } from './shell-prompt.ts';

/** How often it is asked whether an event came: those of this time come together. Milliseconds. */
const SWARM = 250;
/** How often the engine is looked at while no event comes: files and pages change without one. Milliseconds. */
const POLL = 2_500;

/** Words that mean something here; what they act on is in another terminal. */
const WORDS = ['tasks', 'hint', 'solution', 'draw', 'exit', 'help'] as const;

/** Rows of a screen that a picture leaves to the tasks' changes and the prompt. */
const PROMPT_ROWS = 4;

/** How a watch ended. */
export interface WatchEnd {
  readonly done: boolean;
  readonly exitCode: number;
}

/** Shows the tasks as the engine changes, and takes words at the prompt. */
export async function watch(on: DockerLab): Promise<WatchEnd> {
  const { session, run, engine } = on;
  const { lang } = session;
  const words = labMessagesOf(lang);
  const board = new TaskBoard(lang);
  const picture = new LivePicture(session, true, 'nothing');
  const seen = sinceLab(on);
  let happened = false;
  let looked = false;
  // Without events the engine is still looked at every now and then.
  const stop = engine.follow(
    () => {
      happened = true;
    },
    () => undefined,
  );
  const prompt = openPrompt(on);
  const print = (nodes: readonly Node[]): void => show(on, prompt, nodes);
  const say = (says: readonly LabSay[]): void => print(sayNodes(says, run.state, lang));
  try {
    print([paragraph(words.docker.watching, 'muted')]);
    for (;;) {
      const isNew = happened || !looked;
      if (happened) run.put({ type: 'command' });
      happened = false;
      looked = true;
      if (isNew) print(await picture.changes(seen, run.state.lab.tasks.length + PROMPT_ROWS));
      say(await run.look());
      on.save();
      if (run.state.done) return { done: true, exitCode: EXIT.done };
      print(board.changes(run.state));
      if (!isDo(taskOnHand(run.state))) {
        const asked = await ask(on, prompt);
        print([GAP]);
        if (asked === 'answered') continue;
        return { done: false, exitCode: asked === 'left' ? EXIT.notPassed : EXIT.interrupted };
      }
      const typed = await nextLine(prompt, () => happened);
      if (typed === undefined) continue;
      if (typed.kind === 'interrupt' || (typed.kind === 'end' && typed.gone))
        return { done: false, exitCode: EXIT.interrupted };
      if (typed.kind === 'end') prompt.write('\n');
      const word = typed.kind === 'end' ? 'exit' : labLine(typed.text)?.word;
      if (word === 'exit') return { done: false, exitCode: EXIT.notPassed };
      if (word === 'hint' || word === 'solution') say(run.put({ type: word }));
      else if (word === 'tasks') board.showAll();
      else if (word === 'draw') print(await picture.now(seen));
      else if (typed.kind === 'line' && typed.text.trim() !== '') print(wordsNodes(lang, WORDS));
    }
  } finally {
    stop();
    prompt.writeLines('');
    prompt.close();
  }
}

/** Asks the questions that are on hand, where somebody can be asked. @returns what else is to be said */
export async function askAtTerminal(on: DockerLab): Promise<LabSay[]> {
  const says: LabSay[] = [];
  const { run } = on;
  const prompt = openPrompt(on);
  try {
    for (let task = taskOnHand(run.state); task !== undefined && !isDo(task); task = taskOnHand(run.state)) {
      if ((await ask(on, prompt)) !== 'answered') break;
      says.push(...(await run.look()));
    }
  } finally {
    prompt.close();
  }
  return says;
}

function openPrompt({ session }: DockerLab): ShellPrompt {
  const candidates = WORDS.map((text) => ({ text }));
  return openShellPrompt({
    host: session.host,
    history: [],
    complete: (before) => ({
      word: before,
      candidates: candidates.filter(({ text }) => text.startsWith(before)),
    }),
    list: (found) => found.map(({ text }) => text).join('  '),
  });
}

/** Prints above what is being typed. */
function show({ session }: DockerLab, prompt: ShellPrompt, nodes: readonly Node[]): void {
  if (nodes.length === 0) return;
  prompt.writeLines('');
  session.print(nodes);
}

function ask(on: DockerLab, prompt: ShellPrompt): Promise<Asked> {
  const { session, run } = on;
  return askOnHand(run, {
    lang: session.lang,
    prompt,
    print: (nodes) => show(on, prompt, nodes),
    record: (events) => session.record(events),
    interrupt: 'leave',
  });
}

/** A line, as soon as there is one; nothing after an event and those that come with it, or a while without any. */
async function nextLine(prompt: ShellPrompt, happened: () => boolean): Promise<Typed | undefined> {
  for (let waited = 0; waited < POLL; waited += SWARM) {
    const before = happened();
    const typed = await prompt.pause(SWARM, true, '> ');
    if (typed !== undefined) return typed;
    if (before) return undefined;
  }
  return undefined;
}
