import { parseDuration, parseOptions } from '../support/options.ts';
import { type Applet, Exit, type Tool } from '../support/tool.ts';
import { sendQuietly } from './run.ts';

/** What one worker of stress keeps in memory, and for how long it works at a time. */
const SLICE = 50;

/** stress(1): --cpu N --vm N --vm-bytes SIZE --io N --timeout T (and their letters). */
export const stress: Applet = function* (tool) {
  const options = parseOptions(tool, 'c:m:i:d:t:qv', {
    'cpu=': 'c',
    'vm=': 'm',
    'vm-bytes=': 'bytes',
    'vm-keep': 'keep',
    'vm-hang=': 'hang',
    'io=': 'i',
    'hdd=': 'd',
    'timeout=': 't',
    quiet: 'q',
    verbose: 'v',
  });
  const count = (flag: string) => Number(options.get(flag) ?? 0);
  const bytes = sizeOf(tool, options.get('bytes') ?? '256M');
  const limit = parseDuration(options.get('t') ?? '') ?? Infinity;
  const [cpu, vm, io, hdd] = [count('c'), count('m'), count('i'), count('d')];
  if (cpu + vm + io + hdd === 0) return tool.fail('No stressors: use --cpu, --vm, --io or --hdd');
  const say = (kind: string, message: string) => {
    if (!options.has('q'))
      tool.out(`stress: ${kind}: [${tool.process.pid}] ${message}\n`, kind === 'info' ? 1 : 2);
  };
  say('info', `dispatching hogs: ${cpu} cpu, ${io} io, ${vm} vm, ${hdd} hdd`);
  yield* tool.flush();
  const begun = tool.process.now();
  const until = begun + limit;
  const children = new Set<number>();
  const start = (memory: number) =>
    children.add(
      tool.process.spawn({
        argv: tool.process.argv,
        env: tool.process.env,
        *body(process) {
          if (memory > 0) yield* process.allocate(memory);
          while (process.now() < until) yield* process.work(SLICE);
          return 0;
        },
      }),
    );
  for (let at = 0; at < cpu + io + hdd; at++) start(0);
  for (let at = 0; at < vm; at++) start(bytes);
  let failed = false;
  while (children.size > 0) {
    const ended = yield* tool.process.wait('any');
    if (ended === undefined) break;
    children.delete(ended.pid);
    if (ended.status === 0 || failed) continue;
    failed = true;
    say('FAIL', `(415) <-- worker ${ended.pid} got signal ${ended.status - 128}`);
    say('WARN', `(417) now reaping child worker processes`);
    for (const pid of children) sendQuietly(tool, pid, 'SIGKILL');
  }
  const seconds = Math.round((tool.process.now() - begun) / 1000);
  if (failed) say('FAIL', `(451) failed run completed in ${seconds}s`);
  else say('info', `successful run completed in ${seconds}s`);
  return failed ? 1 : 0;
};

function sizeOf(tool: Tool, text: string): number {
  const match = /^(\d+)([bkmg]?)$/i.exec(text);
  if (match === null) throw new Exit(tool.fail(`unrecognized suffix: ${text}`));
  return (
    Number(match[1]) * ({ '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[match[2]!.toLowerCase()] ?? 1)
  );
}
