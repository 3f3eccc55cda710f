/**
 * A lab on the real engine. The learner types in a terminal of their own; this one prepares, shows the tasks, follows what
 * happens, and in the end offers to take away what the lab made.
 */
import type { Lab } from '../content/types.ts';
import { createDockerEngine, type DockerEngine } from '../engine/docker/docker-engine.ts';
import { identifyEngine } from '../engine/docker/identify.ts';
import { dockerCommand } from '../platform/docker-command.ts';
import { EXIT, UserError } from '../platform/errors.ts';
import { httpGet } from '../platform/http-get.ts';
import { labMessagesOf } from '../text/messages/lab.ts';
import type { LabSay } from '../tutor/lab/state.ts';
import { headNodes, introNodes, resultNodes, sayNodes, taskListNodes } from '../view/lab/nodes.ts';
import { GAP, type Node, paragraph } from '../view/nodes.ts';
import { engineTrouble } from './engine-trouble.ts';
import { begun, offerRemoval, resumed } from './lab-docker-run.ts';
import { askAtTerminal, watch } from './lab-docker-watch.ts';
import type { LabRequest } from './lab-request.ts';
import { labJson, taskResults } from './lab-result.ts';
import type { Session } from './session.ts';

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
  const { done, exitCode } = await watch(on);
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
