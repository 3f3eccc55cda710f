/** A lab on the sandbox in a pipe: commands from stdin, what they print, then the tasks. */
import type { Lab } from '../content/types.ts';
import { EXIT } from '../platform/errors.ts';
import { stdinLines } from '../platform/stdin-lines.ts';
import { labMessagesOf } from '../text/messages/lab.ts';
import type { LabSay } from '../tutor/lab/state.ts';
import { headNodes, resultNodes, sayNodes, taskListNodes } from '../view/lab/nodes.ts';
import { GAP, type Node } from '../view/nodes.ts';
import { answerFromLine } from './lab-answer.ts';
import { prepare } from './lab-prepare.ts';
import type { LabRequest } from './lab-request.ts';
import { labJson, taskResults } from './lab-result.ts';
import { LabRun } from './lab-run.ts';
import { labLine } from './lab-words.ts';
import { type LineRunner, openRunner } from './play/pipe.ts';
import type { Session } from './session.ts';

/** What was done before does not count as seen since the lab began. Milliseconds. */
const BETWEEN = 1000;

/**
 * Does a lab with the commands that come by stdin.
 *
 * @returns the exit code: `notPassed` if a task is open
 */
export async function labInPipe(session: Session, lab: Lab, request: LabRequest): Promise<number> {
  const { lang } = session;
  const json = request.json === true;
  const print = (nodes: readonly Node[]): void => {
    if (!json && nodes.length > 0) session.print(nodes);
  };
  let { runner, run } = await start(session, lab, json);
  const say = (says: readonly LabSay[]): void => {
    // What was met stands in the list at the end.
    print(
      sayNodes(
        says.filter((one) => one.say !== 'done' && one.say !== 'met'),
        run.state,
        lang,
      ),
    );
  };

  /** @returns whether the line was one of the lab's own */
  const own = async (line: string): Promise<boolean> => {
    const said = labLine(line);
    switch (said?.word) {
      case 'tasks':
        print(taskListNodes(run.state, lang));
        return true;
      case 'hint':
      case 'solution':
        say(run.put({ type: said.word }));
        return true;
      case 'answer': {
        const answered = answerFromLine(run, said.rest);
        if ('says' in answered) say([...answered.says, ...(await run.look())]);
        else tellProblem(session, answered);
        return true;
      }
      case 'reset':
        ({ runner, run } = await start(session, lab, json));
        return true;
      default:
        return false;
    }
  };

  for (const line of stdinLines()) {
    if (await own(line)) continue;
    // Nobody can be asked here: a command says that the question is left, and facts alone decide.
    say(run.put({ type: 'pass' }));
    const goesOn = await runner.line(line);
    run.put({ type: 'command', line });
    say(await run.look());
    if (!goesOn) break;
  }
  await runner.end();
  say([...(await run.look()), ...run.put({ type: 'pass' }), ...(await run.look())]);
  if (request.hint === true) say(run.put({ type: 'hint' }));
  if (request.solution === true) say(run.put({ type: 'solution' }));
  const results = await taskResults(run, lang);
  if (json) {
    const more = { commands: runner.commands(), world: runner.sandbox().world() };
    session.write(`${JSON.stringify(labJson(run, results, lang, more))}\n`);
  } else session.print([GAP, ...headNodes(run.state, lang), ...resultNodes(results, lang)]);
  return run.state.done ? EXIT.done : EXIT.notPassed;
}

async function start(
  session: Session,
  lab: Lab,
  json: boolean,
): Promise<{ readonly runner: LineRunner; readonly run: LabRun }> {
  const runner = await openRunner(session, json ? 'keep' : 'print', lab.files);
  const sandbox = runner.sandbox();
  await prepare(lab, sandbox, session.lang);
  sandbox.advance(BETWEEN);
  const run = await LabRun.begin(lab, 'sandbox', {
    port: sandbox,
    since: sandbox.now(),
    record: (events) => session.record(events),
  });
  return { runner, run };
}

function tellProblem(
  { lang, warn }: Session,
  { problem, name }: { readonly problem: 'unknown-task' | 'bad-answer'; readonly name: string },
): void {
  const lab = labMessagesOf(lang);
  warn(`answer: ${problem === 'unknown-task' ? lab.unknownTask(name) : lab.badAnswer}`);
}
