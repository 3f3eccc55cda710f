/**
 * Runs inside `scripts/with-engine`: a learner does labs on the real engine in two terminals, one with the program and one
 * for docker. Prints what was seen at each point as one JSON document.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestScreen, type TestScreen } from '../helpers/screen.ts';

const [, , program = ''] = process.argv;
const home = mkdtempSync(join(tmpdir(), 'lab-docker-'));
const docker = (line: string): string =>
  spawnSync('docker', line.split(' '), { encoding: 'utf8' }).stdout.trim();

/** The program in a terminal of its own. */
function open(...args: string[]): TestScreen {
  const { DOCKER_HOST, DOCKER_CONFIG } = process.env;
  const env = {
    DOCKER_TUTOR_HOME: home,
    ...(DOCKER_HOST !== undefined && { DOCKER_HOST }),
    ...(DOCKER_CONFIG !== undefined && { DOCKER_CONFIG }),
  };
  return openTestScreen(process.execPath, [program, 'lab', ...args], { rows: 60, cwd: home, env });
}

const seen: Record<string, string | number> = {};
docker('run -d --name mine alpine sleep 1d');

const first = open('run-and-stop', '--engine', 'docker');
seen['begun'] = await first.until(/▸ 1 [\s\S]*\n>/);
docker('run -d --name web nginx:alpine');
seen['met'] = await first.until(/✓ 1 [\s\S]*Type the number[\s\S]*\n>/);
first.type('<ctrl-c>');
seen['interrupted'] = (await first.ended()).exitCode;
seen['kept'] = first.text();

const check = open('check');
await check.until(/Type the number[\s\S]*\n>/);
check.type('1<enter>');
await check.until('How sure are you?');
check.type('1<enter>');
seen['checkExit'] = (await check.ended()).exitCode;
seen['checked'] = check.text();

const again = open();
seen['resumed'] = await again.until(/▸ 3 [\s\S]*\n>/);
again.type('hint<enter>');
seen['hinted'] = await again.until(/Hint 1 of 1[\s\S]*\n> ?$/m);
again.type('hal');
await again.until('> hal');
docker('stop web');
seen['typing'] = await again.until(/✓ 3 [\s\S]*> hal/);
docker('rm web');
seen['done'] = await again.until('All tasks are done.');
seen['exit'] = (await again.ended()).exitCode;

docker('run -d --name web alpine sleep 1d');
const taken = open('publish-a-port', '--engine', 'docker');
seen['takenExit'] = (await taken.ended()).exitCode;
seen['taken'] = taken.text();
docker('rm -f web');

const ports = open('publish-a-port', '--engine', 'docker');
await ports.until(/▸ 1 [\s\S]*\n>/);
docker('run -d --name quiet nginx:alpine');
docker('run -d --name bystander alpine sleep 1d');
await ports.until(/Type the number[\s\S]*\n>/);
ports.type('1<enter>');
await ports.until('How sure are you?');
ports.type('<enter>');
await ports.until('▸ 3');
docker('run -d --name web -p 127.0.0.1:8080:80 nginx:alpine');
seen['offered'] = await ports.until('Remove it?');
ports.type('y<enter>');
seen['portsExit'] = (await ports.ended()).exitCode;
seen['left'] = docker('ps -a --format {{.Names}}');

for (const screen of [first, check, again, taken, ports]) screen.dispose();
rmSync(home, { recursive: true, force: true });
process.stdout.write(JSON.stringify(seen));
