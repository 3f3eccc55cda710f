import type { ProcessStatus } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import type { Applet, Tool } from '../support/tool.ts';
import { names } from '../support/users.ts';
import { virtual } from './ps.ts';
import { commandOf } from './shown.ts';

/** top(1): one screen; with -b as many as -n says, -d seconds apart. */
export const top: Applet = function* (tool) {
  const options = parseOptions(tool, 'bn:d:mHp:');
  const rounds = Number(options.get('n') ?? 1);
  for (let round = 0; round < rounds; round++) {
    if (round > 0) yield* tool.process.sleep(Number(options.get('d') ?? 5) * 1000);
    screen(tool);
    yield* tool.flush();
  }
};

function screen(tool: Tool): void {
  const all = tool.process.processes();
  const machine = tool.process.machine();
  const name = names(tool.process);
  const used = all.reduce((sum, one) => sum + one.memory, 0);
  const kibi = (bytes: number) => Math.round(bytes / 1024);
  const running = all.filter((one) => one.state === 'R').length;
  const age = (one: ProcessStatus) => Math.max(1, tool.process.now() - one.started);
  const busy = Math.min(100, all.reduce((sum, one) => sum + (one.cpu / age(one)) * 100, 0) / machine.cpus);
  tool.out(`Mem: ${kibi(used)}K used, ${kibi(machine.memory - used)}K free, 0K shrd, 0K buff, 0K cached\n`);
  tool.out(
    `CPU:  ${busy.toFixed(0).padStart(2)}% usr   0% sys   0% nic  ${(100 - busy).toFixed(0).padStart(2)}% idle   0% io   0% irq   0% sirq\n`,
  );
  tool.out(`Load average: 0.00 0.00 0.00 ${Math.max(1, running)}/${all.length} ${tool.process.pid}\n`);
  tool.out('  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n');
  for (const one of all.toSorted((a, b) => b.cpu / age(b) - a.cpu / age(a) || b.memory - a.memory)) {
    const size = virtual(one);
    const shown = size >= 100_000 ? `${Math.round(size / 1024)}m` : String(size);
    tool.out(
      `${String(one.pid).padStart(5)} ${String(one.ppid).padStart(5)} ${name.user(one.uid).slice(0, 8).padEnd(8)} ${one.state.padEnd(4)} ${shown.padStart(5)} ${String(Math.round((one.memory / machine.memory) * 100)).padStart(3)}%   0 ${String(Math.round(Math.min(100, (one.cpu / age(one)) * 100) / machine.cpus)).padStart(3)}% ${commandOf(one)}\n`,
    );
  }
}
