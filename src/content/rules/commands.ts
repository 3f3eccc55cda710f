/** Rules about questions that a docker command is the answer to, or whose outcome is foretold. */
import { parse } from '../../engine/grammar/parse.ts';
import { shellWords } from '../../text/shell-words.ts';
import { readSetupCommand } from '../lab-command.ts';
import type { Path } from '../positions.ts';
import type { ItemRule, ReportFinding } from './item-rule.ts';

/** `bad-command`: what is right is a command line that docker takes. `right-and-wrong`: no line is both. */
export const commandLines: ItemRule = ({ items }, report) => {
  for (const { item, path } of items) {
    if (item.type === 'predict') checkLine(item.run, [...path, 'run'], report);
    if (item.type !== 'command') continue;
    item.accept.forEach((line, index) => {
      checkLine(line, [...path, 'accept', index], report);
    });
    const right = new Set(item.accept.map((line) => line.trim()));
    for (const line of Object.keys(item.wrong ?? {})) {
      if (!right.has(line.trim())) continue;
      const message = `\`${line}\` is among the right answers and among the wrong ones`;
      report('right-and-wrong', [...path, 'wrong', line], message, {
        hint: 'keep it in one of the two',
        atKey: true,
      });
    }
  }
};

function checkLine(line: string, path: Path, report: ReportFinding): void {
  const read = shellWords(line.trim());
  if ('problem' in read) {
    const message = read.problem === 'quote' ? 'a quote is not closed' : 'the line would need a shell';
    report('bad-command', path, message, {
      hint: 'a line is one docker command, with words and quotes only',
    });
    return;
  }
  const [first, ...argv] = read.words;
  if (first !== 'docker') {
    report('bad-command', path, 'the line does not begin with `docker`');
    return;
  }
  const parsed = parse(argv);
  if (parsed.kind === 'command' || parsed.answer.exit === 0) return;
  const [said = ''] = parsed.answer.stderr.split('\n');
  report('bad-command', path, `docker does not take this: ${said}`);
}

/** `setup-command`: what was done before is docker's, and stays inside docker. */
export const itemSetup: ItemRule = ({ items }, report) => {
  for (const { item, path } of items) {
    if (item.type !== 'command' && item.type !== 'predict') continue;
    item.setup?.forEach((line, index) => {
      const read = readSetupCommand(line);
      if ('problem' in read)
        report('setup-command', [...path, 'setup', index], read.problem, { hint: read.hint });
    });
  }
};
