import { GoObject } from '../../../../formats/go-template/values.ts';
import type { ContainerFacts } from '../../../world.ts';
import type { Task } from '../../kernel/process.ts';
import type { Docker } from '../docker.ts';
import { binarySize, humanSize, shortId } from '../format/human.ts';
import { type ListShape, renderRows } from '../format/rows.ts';

const SHAPE: ListShape = {
  table: '{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}',
  quiet: '{{.ID}}',
  headers: {
    Container: 'CONTAINER',
    Name: 'NAME',
    ID: 'CONTAINER ID',
    CPUPerc: 'CPU %',
    MemUsage: 'MEM USAGE / LIMIT',
    MemPerc: 'MEM %',
    NetIO: 'NET I/O',
    BlockIO: 'BLOCK I/O',
    PIDs: 'PIDS',
  },
};
/** Use of the processor is measured over this time. */
const SAMPLE = 1000;

const percent = (value: number) => `${value.toFixed(2)}%`;

interface Watched {
  readonly typed: string;
  readonly facts: ContainerFacts;
}

function watched(docker: Docker): readonly Watched[] {
  if (docker.args.length > 0)
    return docker.args.map((typed) => ({
      typed,
      facts: docker.ask((daemon) => daemon.inspectContainer(typed)),
    }));
  const all = docker.ask((daemon) => daemon.containers());
  return all
    .filter(({ State }) => docker.bool('all') || State.Running)
    .map((facts) => ({ typed: shortId(facts.Id), facts }));
}

function row(docker: Docker, { typed, facts }: Watched, before: number, elapsed: number): GoObject {
  const now = docker.ask((daemon) => daemon.stats(facts.Id));
  const truncate = !docker.bool('no-trunc');
  return new GoObject('*container.statsContext', {
    BlockIO: () => '0B / 0B',
    CPUPerc: () => percent(elapsed === 0 ? 0 : (Math.max(0, now.cpu - before) / elapsed) * 100),
    Container: () => typed,
    ID: () => (truncate ? shortId(facts.Id) : facts.Id),
    MemPerc: () => percent(now.memoryLimit === 0 ? 0 : (now.memory / now.memoryLimit) * 100),
    MemUsage: () => `${binarySize(now.memory)} / ${binarySize(now.memoryLimit)}`,
    Name: () => facts.Name.replace(/^\//, ''),
    NetIO: () => `${humanSize(now.received)} / ${humanSize(now.sent)}`,
    PIDs: () => String(now.pids),
  });
}

/** `docker stats`: once with `--no-stream`, else every second until it is stopped. */
export function* stats(docker: Docker): Task<number> {
  let list = watched(docker);
  for (;;) {
    const before = list.map(({ facts }) => docker.ask((daemon) => daemon.stats(facts.Id)).cpu);
    const start = docker.process.now();
    yield* docker.process.sleep(SAMPLE);
    const elapsed = docker.process.now() - start;
    const known = new Set(docker.ask((daemon) => daemon.containers()).map(({ Id }) => Id));
    const rows = list.flatMap((one, at) =>
      known.has(one.facts.Id) ? [row(docker, one, before[at] ?? 0, elapsed)] : [],
    );
    const text = renderRows(SHAPE, rows, docker.text('format'));
    if (docker.bool('no-stream')) {
      yield* docker.out(text);
      return 0;
    }
    yield* docker.out(`\x1b[H${text.replace(/\n/g, '\x1b[K\n')}\x1b[J`);
    list = watched(docker);
  }
}
