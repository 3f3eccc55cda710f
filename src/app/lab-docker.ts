/**
 * A lab on the real engine. The learner types in a terminal of their own; this one prepares, shows the tasks, follows what
 * happens, and in the end offers to take away what the lab made.
 */
import { join } from 'node:path';
import { isPathInside } from '../content/lab-command.ts';
import type { Lab } from '../content/types.ts';
import { createDockerEngine, type DockerEngine } from '../engine/docker/docker-engine.ts';
import { identifyEngine } from '../engine/docker/identify.ts';
import { dockerCommand } from '../platform/docker-command.ts';
import { EXIT, UserError } from '../platform/errors.ts';
import { httpGet } from '../platform/http-get.ts';
import { makeFolder } from '../platform/make-folder.ts';
import { writeTextFile } from '../platform/text-file.ts';
import type { EventBody } from '../progress/events.ts';
import { labMessagesOf } from '../text/messages/lab.ts';
import {
  appearedSince,
  inventory,
  type LabNames,
  namesMade,
  namesTaken,
  removals,
} from '../tutor/lab/names.ts';
import { isDo, type LabSay, startLab, taskOnHand } from '../tutor/lab/state.ts';
import { labKey } from '../tutor/lab/update.ts';
import {
  headNodes,
  introNodes,
  nextCommandNodes,
  resultNodes,
  sayNodes,
  taskListNodes,
} from '../view/lab/nodes.ts';
import { GAP, type Node, paragraph } from '../view/nodes.ts';
import { engineTrouble } from './engine-trouble.ts';
import { cannotWrite } from './failures.ts';
import { askOnHand } from './lab-answer.ts';
import { prepare } from './lab-prepare.ts';
import { openLinePrompt } from './lab-prompt.ts';
import type { LabRequest } from './lab-request.ts';
import { labJson, taskResults } from './lab-result.ts';
import { LabRun } from './lab-run.ts';
import { kept, type LabStore, openLabStore, type UnderWay } from './lab-store.ts';
import { helpNodes } from './lab-terminal.ts';
import { labLine } from './lab-words.ts';
import type { Session } from './session.ts';

/** Events come in swarms: one look serves those of this time. Milliseconds. */
const SWARM = 250;
/** How often the engine is looked at while no event comes: files and pages change without one. Milliseconds. */
const POLL = 2_500;

/** The engine behind the `docker` command. @throws UserError if none can be used */
export async function openDocker(session: Session): Promise<DockerEngine> {
  const { host, messages } = session;
  const runner = dockerCommand(host.env as NodeJS.ProcessEnv);
  const found = await identifyEngine(runner, { dockerHost: host.env['DOCKER_HOST'] });
  if (found.kind === 'trouble') throw engineTrouble(found.trouble, messages);
  const { product, version, context, remote, endpoint } = found.identity;
  const { engine } = messages;
  session.warn(engine.talksTo(engine.products[product], version, context));
  if (remote) session.warn(`${engine.remote(endpoint)}\n${engine.remoteHint}`);
  return createDockerEngine(runner, { http: httpGet, now: () => host.now() });
}

/** A lab under way on the real engine. */
class DockerLab {
  readonly session: Session;
  readonly lab: Lab;
  readonly engine: DockerEngine;
  readonly store: LabStore;
  readonly run: LabRun;
  readonly #began: Pick<UnderWay, 'began' | 'folder' | 'before'>;

  constructor(
    session: Session,
    lab: Lab,
    engine: DockerEngine,
    run: LabRun,
    began: Pick<UnderWay, 'began' | 'folder' | 'before'>,
  ) {
    this.session = session;
    this.lab = lab;
    this.engine = engine;
    this.store = openLabStore(session.paths.profile);
    this.run = run;
    this.#began = began;
  }

  get folder(): string {
    return this.#began.folder;
  }

  /** Keeps how far it is; what the disk refuses is told by the log already. */
  save(): void {
    const { began, folder, before } = this.#began;
    try {
      this.store.put(labKey(this.run.state), {
        began,
        folder,
        before,
        memory: this.run.memory,
        ...kept(this.run.state),
      });
    } catch {
      // See above.
    }
  }

  /** What may be offered for removal now. */
  async made(): Promise<LabNames> {
    return appearedSince(namesMade(this.lab), this.#began.before, await this.engine.inspect());
  }
}

/** Goes on with a lab that is under way; nothing, if it is not. */
function resumed(session: Session, lab: Lab, engine: DockerEngine): DockerLab | undefined {
  const known = openLabStore(session.paths.profile).get(`${lab.pack}/${lab.id}`);
  if (known === undefined) return undefined;
  const { met, answers, hints, solved, told, tries } = known;
  const ids = new Set(lab.tasks.map(({ id }) => id));
  const state = {
    ...startLab(
      lab,
      'docker',
      met.filter((id) => ids.has(id)),
    ),
    answers,
    hints,
    solved,
    told,
    tries,
  };
  const run = LabRun.resume(state, known.memory, {
    port: engine,
    since: known.began,
    record: (events: readonly EventBody[]) => session.record(events),
  });
  return new DockerLab(session, lab, engine, run, known);
}

/** Prepares a lab and begins it. @throws UserError if a name is taken or the setup fails */
async function begun(session: Session, lab: Lab, engine: DockerEngine): Promise<DockerLab> {
  const { host } = session;
  const { docker } = labMessagesOf(session.lang);
  const before = await engine.inspect();
  const taken = namesTaken(namesMade(lab), before);
  if (taken.length > 0) throw new UserError(docker.taken(taken.join(', ')), docker.takenHint);
  const folder = writeFolder(session, lab);
  await prepare(lab, engine, session.lang, (line) => session.warn(docker.preparing(line)), folder);
  const began = host.now();
  const run = await LabRun.begin(lab, 'docker', {
    port: engine,
    since: began,
    record: (events) => session.record(events),
  });
  const started = new DockerLab(session, lab, engine, run, { began, folder, before: inventory(before) });
  started.save();
  return started;
}

/** The lab's folder on this computer, with its files. */
function writeFolder({ paths, messages }: Session, lab: Lab): string {
  const folder = join(paths.profile, 'labs', lab.pack, lab.id);
  makeFolder(folder);
  for (const [path, text] of Object.entries(lab.files)) {
    // A pack with such a path has problems and is not opened; nothing is ever written beside the folder all the same.
    if (!isPathInside(path)) throw new UserError(messages.error.cannotWrite(path, 'EACCES'));
    const code = writeTextFile(join(folder, ...path.split('/')), text, folder);
    if (code !== undefined) throw cannotWrite(join(folder, path), code, messages);
  }
  return folder;
}

/**
 * A lab on the real engine: prepares, and at a terminal follows it until the learner leaves or all is done.
 *
 * @returns the exit code
 */
export async function labOnDocker(session: Session, lab: Lab, request: LabRequest): Promise<number> {
  const engine = await openDocker(session);
  const { lang, terminal } = session;
  const { docker } = labMessagesOf(session.lang);
  const before = resumed(session, lab, engine);
  // What it made is in the way of a new beginning; where nobody can be asked, it stays.
  if (before !== undefined && request.reset === true && terminal.interactive) await offerRemoval(before);
  const known = request.reset === true ? undefined : before;
  if (known !== undefined) session.warn(docker.goesOn);
  const on = known ?? (await begun(session, lab, engine));
  const print = (nodes: readonly Node[]): void => {
    if (request.json !== true && nodes.length > 0) session.print(nodes);
  };
  const say = (says: readonly LabSay[]): void => print(sayNodes(says, on.run.state, lang));
  print([...headNodes(on.run.state, lang), GAP, ...introNodes(lab, lang)]);
  // In full on one line, since a path that is broken cannot be copied.
  print([{ t: 'rows', rows: [[{ text: docker.goThere(on.folder) }]] }, GAP]);
  if (request.hint === true) say(on.run.put({ type: 'hint' }));
  if (request.solution === true) say(on.run.put({ type: 'solution' }));
  on.save();
  if (!terminal.interactive || request.json === true) {
    print(taskListNodes(on.run.state, lang));
    print([GAP, paragraph(docker.checkWith, 'muted')]);
    if (request.json === true)
      session.write(`${JSON.stringify(labJson(on.run, await taskResults(on.run, lang), lang))}\n`);
    return EXIT.done;
  }
  const { done, exitCode } = await follow(on);
  if (done) await offerRemoval(on);
  else print([paragraph(docker.kept, 'muted')]);
  return exitCode;
}

/** Judges a lab under way once, and says of each unmet task what differs. */
export async function checkOnDocker(session: Session, lab: Lab, request: LabRequest): Promise<number> {
  const { lang } = session;
  const engine = await openDocker(session);
  const on = resumed(session, lab, engine);
  if (on === undefined)
    throw new UserError(labMessagesOf(lang).noneUnderWay, labMessagesOf(lang).noneUnderWayHint);
  const says = [...(await on.run.look())];
  if (session.terminal.interactive && request.json !== true) says.push(...(await askAtTerminal(on)));
  if (request.json !== true) {
    const worth = says.filter(({ say }) => say === 'mistake' || say === 'undone');
    if (worth.length > 0) session.print(sayNodes(worth, on.run.state, lang));
  }
  if (request.hint === true && request.json !== true)
    session.print(sayNodes(on.run.put({ type: 'hint' }), on.run.state, lang));
  const results = await taskResults(on.run, lang);
  on.save();
  if (request.json === true) session.write(`${JSON.stringify(labJson(on.run, results, lang))}\n`);
  else session.print([...headNodes(on.run.state, lang), ...resultNodes(results, lang)]);
  return on.run.state.done ? EXIT.done : EXIT.notPassed;
}

/** Asks the questions that are on hand, where somebody can be asked. @returns what else is to be said */
async function askAtTerminal({ session, run }: DockerLab): Promise<LabSay[]> {
  const says: LabSay[] = [];
  const prompt = openLinePrompt(session.host);
  try {
    for (let task = taskOnHand(run.state); task !== undefined && !isDo(task); task = taskOnHand(run.state)) {
      const stays = await askOnHand(run, {
        lang: session.lang,
        print: (nodes) => session.print(nodes),
        ask: (text) => prompt.ask(text),
        record: (events) => session.record(events),
      });
      if (!stays) break;
      says.push(...(await run.look()));
    }
  } finally {
    prompt.close();
  }
  return says;
}

/** Shows the tasks as the engine changes, and takes words at the prompt. */
async function follow(on: DockerLab): Promise<{ readonly done: boolean; readonly exitCode: number }> {
  const { session, run } = on;
  const { lang, host } = session;
  let interrupted = false;
  let wake: () => void = () => undefined;
  const prompt = openLinePrompt(host, undefined, () => {
    interrupted = true;
    prompt.close();
    wake();
  });
  const print = (nodes: readonly Node[]): void => {
    if (nodes.length > 0) prompt.above(() => session.print(nodes));
  };
  const say = (says: readonly LabSay[]): void => print(sayNodes(says, run.state, lang));
  let happened = false;
  const stop = on.engine.follow(
    () => {
      happened = true;
      wake();
    },
    // Without events the engine is still looked at every now and then.
    () => undefined,
  );
  let line: Promise<string | undefined> | undefined;
  let typed: { readonly text: string | undefined } | undefined;
  let shown: string | undefined;
  try {
    print([paragraph(labMessagesOf(lang).docker.watching, 'muted')]);
    for (;;) {
      if (happened) run.put({ type: 'command' });
      happened = false;
      say(await run.look());
      on.save();
      const now = run.state.met.join(' ');
      if (now !== shown)
        print([GAP, ...taskListNodes(run.state, lang), GAP, ...nextCommandNodes(run.state, lang)]);
      shown = now;
      if (run.state.done) return { done: true, exitCode: EXIT.done };
      if (interrupted) return { done: false, exitCode: EXIT.interrupted };
      if (!isDo(taskOnHand(run.state)) && line === undefined) {
        const ask = (text: string): Promise<string | undefined> => prompt.ask(text);
        const stays = await askOnHand(run, { lang, print, ask, record: (events) => session.record(events) });
        if (!stays) return { done: false, exitCode: interrupted ? EXIT.interrupted : EXIT.notPassed };
        continue;
      }
      line ??= prompt.ask('> ').then((text) => {
        typed = { text };
        wake();
        return text;
      });
      await something();
      if (typed === undefined) continue;
      const { text } = typed;
      typed = undefined;
      line = undefined;
      if (text === undefined)
        return { done: false, exitCode: interrupted ? EXIT.interrupted : EXIT.notPassed };
      const word = labLine(text)?.word;
      if (word === 'exit') return { done: false, exitCode: EXIT.notPassed };
      if (word === 'hint' || word === 'solution') say(run.put({ type: word }));
      else if (word === 'tasks') shown = undefined;
      else print(helpNodes(labMessagesOf(lang), ['tasks', 'hint', 'solution', 'exit', 'help']));
    }
  } finally {
    stop();
    prompt.close();
  }

  /** An event and those that come with it, a line, or a while in which nothing is heard. */
  async function something(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (happened || typed !== undefined || interrupted) wake();
    });
    if (happened) await new Promise((resolve) => setTimeout(resolve, SWARM));
  }
}

/** Offers to remove what appeared since the lab began and that it names; nothing else is ever touched. */
async function offerRemoval(on: DockerLab): Promise<void> {
  const { session, engine } = on;
  const { docker } = labMessagesOf(session.lang);
  const made = await on.made();
  const commands = removals(made);
  const forget = (): void => on.store.remove(labKey(on.run.state));
  if (commands.length === 0) return forget();
  session.print([
    paragraph(docker.appeared, 'strong'),
    {
      t: 'rows',
      indent: 2,
      rows: commands.map((argv) => [{ text: `docker ${argv.join(' ')}`, style: 'code' }]),
    },
  ]);
  const { confirm } = await import('./ask.ts');
  if (!(await confirm(session, docker.remove))) {
    session.print([paragraph(docker.kept, 'muted')]);
    return;
  }
  for (const argv of commands) {
    const { exit } = await engine.exec(argv);
    if (exit !== 0) session.warn(docker.notRemoved(argv.at(-1) ?? ''));
  }
  forget();
}
