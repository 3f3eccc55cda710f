/** Rules about labs, and about `try` steps where those have the same parts. */
import { isPathInside, readSetupCommand } from '../lab-command.ts';
import { didYouMean } from '../suggest.ts';
import type { GoalRule } from './goals.ts';
import type { LabRule } from './lab-rule.ts';

/** `bad-path`: the files of a lab lie in its folder, on every system, and none is where another's folder is. */
export const pathsInside: GoalRule = ({ place, placePath }, report) => {
  const paths = Object.keys(place.files ?? {});
  const seen = new Map<string, string>();
  for (const path of paths) {
    const at = [...placePath, 'files', path];
    const hint = 'a path is relative, with `/`, and stays in the folder: `app/main.py`';
    if (path === '.' || path.endsWith('/') || !isPathInside(path)) {
      report('bad-path', at, `\`${path}\` is no path inside the lab's folder`, { hint, atKey: true });
      continue;
    }
    const name = path.replace(/^\.\//, '').normalize('NFC').toLowerCase();
    const other =
      seen.get(name) ??
      [...seen].find(([one]) => one.startsWith(`${name}/`) || name.startsWith(`${one}/`))?.[1];
    if (other !== undefined) {
      const message = `\`${path}\` and \`${other}\` cannot be together on every system`;
      report('bad-path', at, message, { hint: 'give one of them another name', atKey: true });
    }
    seen.set(name, path);
  }
};

/** `setup-command`: what a lab does by itself is docker's, and stays inside docker. */
export const setupCommands: GoalRule = ({ place, placePath }, report) => {
  place.setup?.forEach((line, index) => {
    const read = readSetupCommand(line);
    if ('argv' in read) return;
    report('setup-command', [...placePath, 'setup', index], read.problem, { hint: read.hint });
  });
};

/** `unknown-reference` for the misconceptions of mistakes, and `missing-say` where nothing is said of one. */
export const saidMistakes: GoalRule = ({ goals, pack }, report) => {
  for (const { goal, path } of goals) {
    goal.mistakes?.forEach(({ mis, say }, index) => {
      const at = [...path, 'mistakes', index];
      if (mis === undefined && say === undefined)
        report('missing-say', at, 'nothing is said of this mistake', { hint: 'add `say:` or `mis:`' });
      const known = pack.misconceptions;
      if (mis === undefined || known === undefined || known.has(mis)) return;
      const hint = didYouMean(mis, [...known]) ?? 'give it in misconceptions.yaml';
      report('unknown-reference', [...at, 'mis'], `no misconception \`${mis}\``, { hint });
    });
  }
};

/** Words that PowerShell has for the same thing: as its own commands, aliases, or programs of every system. */
const EVERYWHERE = new Set(['docker', 'curl', 'cd', 'mkdir', 'echo', 'cat', 'ls', 'pwd', 'edit']);

/** Signs outside quotes that PowerShell reads differently, and a quote in quotes, which Windows PowerShell drops. */
function differsInPowerShell(line: string): string | undefined {
  const first = /^\S+/.exec(line)?.[0] ?? '';
  if (!EVERYWHERE.has(first)) return `\`${first}\``;
  if (/'[^']*"[^']*'/.test(line)) return 'a double quote inside single quotes';
  if (line.includes('\n')) return 'a command of several lines';
  const bare = line.replace(/'[^']*'/g, '').replace(/"[^"]*"/g, (quoted) => quoted.replace(/[^$`\\]/g, ''));
  const sign = /&&|\|\||[<>`\\{}]|\$(?!\()/.exec(bare)?.[0];
  return sign && `\`${sign}\``;
}

/** `powershell`: a solution can be typed on Windows too. */
export const forPowerShell: GoalRule = ({ goals }, report) => {
  for (const { goal, path } of goals) {
    goal.solution?.forEach((command, index) => {
      if (typeof command !== 'string') return;
      const sign = differsInPowerShell(command.trim());
      if (sign === undefined) return;
      const message = `PowerShell does not take ${sign} in this way`;
      const hint = 'write {sh: …, powershell: …}';
      report('powershell', [...path, 'solution', index], message, { hint });
    });
  }
};

/** `missing-solution`: each task is solved by commands, its own or those of the lab. */
export const solutions: LabRule = ({ lab }, report) => {
  const tasks = lab.tasks.flatMap((task, index) => ('ask' in task ? [] : [{ task, index }]));
  if (tasks.length === 0) {
    report('missing-solution', ['tasks'], 'the lab has nothing to do', {
      hint: 'add a task with `do:`',
      atKey: true,
    });
  }
  if (lab.solution !== undefined) return;
  for (const { task, index } of tasks) {
    if (task.solution !== undefined) continue;
    const hint = 'add `solution:` to the task, or one of the whole lab';
    report('missing-solution', ['tasks', index], `the task \`${task.id}\` has no solution`, { hint });
  }
};
