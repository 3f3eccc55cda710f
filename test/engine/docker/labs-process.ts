/** Runs inside `scripts/with-engine`: solves every lab of the built-in pack on the real engine, prints what came of each. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDockerEngine } from '../../../src/engine/docker/docker-engine.ts';
import { dockerCommand } from '../../../src/platform/docker-command.ts';
import { httpGet } from '../../../src/platform/http-get.ts';
import { inventory, removals } from '../../../src/tutor/lab/names.ts';
import { builtInLabs, offeredAfter, type SolvedLab, solveLab } from '../../helpers/solve-lab.ts';

const port = createDockerEngine(dockerCommand(process.env), { http: httpGet, now: () => Date.now() });

/** Runs a command of a lab's setup. */
function setup(argv: readonly string[], cwd: string) {
  const { status, stderr } = spawnSync('docker', argv, { cwd, encoding: 'utf8' });
  return Promise.resolve({ exit: status ?? -1, stderr });
}

const solved: SolvedLab[] = [];
for (const lab of builtInLabs()) {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  for (const [path, text] of Object.entries(lab.files)) writeFileSync(join(folder, path), text);
  const before = inventory(await port.inspect());
  solved.push(
    await solveLab(lab, {
      kind: 'docker',
      port,
      now: () => Date.now(),
      setup: (argv) => setup(argv, folder),
      type: (line) => spawnSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8' }),
    }),
  );
  for (const argv of removals(offeredAfter(lab, before, await port.inspect()))) await port.exec(argv);
  rmSync(folder, { recursive: true });
}
const left = await port.inspect();
const containers = left.containers.map(({ Name }) => Name);
const volumes = left.volumes.map(({ Name }) => Name);
const networks = left.networks.map(({ Name }) => Name).sort();
process.stdout.write(JSON.stringify({ solved, left: { containers, volumes, networks } }));
