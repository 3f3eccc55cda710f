/** A lab under way on the real engine: begun or gone on with, kept, and cleared away. */
import { join } from 'node:path';
import { isPathInside } from '../content/lab-command.ts';
import type { Lab } from '../content/types.ts';
import type { DockerEngine } from '../engine/docker/docker-engine.ts';
import { UserError } from '../platform/errors.ts';
import { makeFolder } from '../platform/make-folder.ts';
import { writeTextFile } from '../platform/text-file.ts';
import type { EventBody } from '../progress/events.ts';
import { labMessagesOf } from '../text/messages/lab.ts';
import {
  appearedSince,
  type Inventory,
  inventory,
  type LabNames,
  namesMade,
  namesTaken,
  removals,
} from '../tutor/lab/names.ts';
import { startLab } from '../tutor/lab/state.ts';
import { labKey } from '../tutor/lab/update.ts';
import { GAP, paragraph } from '../view/nodes.ts';
import { cannotWrite } from './failures.ts';
import { prepare } from './lab-prepare.ts';
import { LabRun } from './lab-run.ts';
import { kept, type LabStore, openLabStore, type UnderWay } from './lab-store.ts';
import type { Session } from './session.ts';

/** A lab under way on the real engine. */
export class DockerLab {
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

  /** What was on the engine when the lab began. */
  get before(): Inventory {
    return this.#began.before;
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
export function resumed(session: Session, lab: Lab, engine: DockerEngine): DockerLab | undefined {
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
export async function begun(session: Session, lab: Lab, engine: DockerEngine): Promise<DockerLab> {
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

/** Offers to remove what appeared since the lab began and that it names; nothing else is ever touched. */
export async function offerRemoval(on: DockerLab): Promise<void> {
  const { session, engine } = on;
  const { docker } = labMessagesOf(session.lang);
  const made = await on.made();
  const commands = removals(made);
  const forget = (): void => on.store.remove(labKey(on.run.state));
  if (commands.length === 0) return forget();
  session.print([
    GAP,
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
