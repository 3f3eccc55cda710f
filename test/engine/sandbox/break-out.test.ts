import { existsSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { learner } from '../../helpers/learner.ts';

/** A real folder with a file that nobody in a sandbox may see or change. */
function realFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'secret-')));
  writeFileSync(join(folder, 'secret'), 'the real one');
  return folder;
}

describe('nothing in a sandbox reaches the real machine', () => {
  it.each([
    (folder: string) => `cat ${folder}/secret`,
    (folder: string) => `cat /proc/1/root${folder}/secret`,
    (folder: string) => `cat /proc/self/cwd/../../../../../../..${folder}/secret`,
    (folder: string) => `ln -s ${folder} out; cat out/secret`,
    (folder: string) => `docker run --rm -v ${folder}:/data alpine cat /data/secret`,
    (folder: string) =>
      `docker run --rm --mount type=bind,source=${folder},target=/data alpine cat /data/secret`,
    (folder: string) => `docker run --rm --privileged -v /:/host alpine cat /host${folder}/secret`,
    (folder: string) => `docker run --rm --privileged --pid host alpine cat /proc/1/root${folder}/secret`,
    (folder: string) =>
      `docker create --name c alpine; docker cp ${folder}/secret c:/secret; docker cp c:/secret -`,
    (folder: string) => `docker build -f ${folder}/secret .`,
    (folder: string) => `docker build -t x ${folder}; docker compose -f ${folder}/secret config`,
    (folder: string) => `docker run --rm --env-file ${folder}/secret alpine env`,
    (folder: string) => `docker load -i ${folder}/secret; docker import ${folder}/secret`,
    (folder: string) => `. ${folder}/secret; cat < ${folder}/secret`,
    (folder: string) => `curl file://${folder}/secret; wget -qO- file://${folder}/secret`,
    (folder: string) => `awk 'BEGIN { while (("cat ${folder}/secret" | getline line) > 0) print line }'`,
    (folder: string) => `mkdir -p ${folder}; echo mine > ${folder}/secret; ls ${folder}`,
  ])('reads no file of it (%#)', (lineFor) => {
    const folder = realFolder();
    const { tell, run } = learner();
    run('docker pull -q alpine');
    const said = tell(lineFor(folder));
    expect(said.stdout + said.stderr).not.toContain('the real one');
    expect(readdirSync(folder)).toEqual(['secret']);
  });

  it('writes no file of it', () => {
    const folder = realFolder();
    const { tell } = learner();
    for (const line of [
      `echo x > ${folder}/new`,
      `docker run --rm -v ${folder}:/data alpine sh -c 'echo x > /data/new; rm -f /data/secret'`,
      `docker run --rm --privileged -v /:/host alpine sh -c 'mkdir -p /host${folder}; echo x > /host${folder}/new'`,
      `docker create --name c alpine; docker cp c:/etc/passwd ${folder}/new; docker save -o ${folder}/new alpine; docker export -o ${folder}/new c`,
    ]) {
      tell(line);
    }
    expect(existsSync(join(folder, 'new'))).toBe(false);
    expect(existsSync(join(folder, 'secret'))).toBe(true);
  });

  it('knows nothing of its environment', () => {
    const { run, tell } = learner();
    process.env['SANDBOX_TRY_SECRET'] = 'the real one';
    expect(
      run('env; cat /proc/self/environ; docker run --rm -e SANDBOX_TRY_SECRET alpine env 2>/dev/null'),
    ).not.toContain('the real one');
    expect(tell('echo $SANDBOX_TRY_SECRET').stdout).toBe('\n');
    delete process.env['SANDBOX_TRY_SECRET'];
  });

  it('reaches no address outside', () => {
    const { tell } = learner();
    for (const line of [
      'curl -s --max-time 2 http://example.com',
      'curl -s --max-time 2 http://169.254.169.254/',
      'docker run --rm alpine wget -T 2 -qO- http://1.1.1.1/ 2>/dev/null',
    ]) {
      expect(tell(line).exit, line).not.toBe(0);
    }
  });
});

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  '__defineGetter__',
];

describe('names that JavaScript knows are names like others', () => {
  it.each(NAMES)('%s', (name) => {
    const { run, tell, sandbox } = learner();
    run('docker pull -q alpine');
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    run(`${name}=one; test "$${name}" = one; echo x > ${name}; test "$(cat ${name})" = x`);
    run(
      `declare -A table; table[${name}]=two; test "\${table[${name}]}" = two; ${name}() { echo three; }; test "$(${name})" = three; unset -f ${name}`,
    );
    run(`docker run --rm -e ${name}=four alpine sh -c 'test "$${name}" = four'`);
    run(
      `docker run --rm --label ${name}=five alpine true && test "$(awk 'BEGIN { a["${name}"] = 1; for (k in a) print k }')" = ${name}`,
    );
    // Names of containers begin with a letter or digit.
    const good = /^[a-zA-Z0-9]/.test(name);
    expect(tell(`docker create --name ${name} --label ${name}=x alpine`).exit === 0).toBe(good);
    expect(tell(`docker inspect ${name}`).exit).toBe(good ? 0 : 1);
    tell(
      `docker volume create ${name}; docker network create ${name}; docker tag alpine ${name.toLowerCase()}:${name}`,
    );
    expect(tell(`docker ${name}`).exit).toBe(1);
    expect(tell(`docker run --${name} alpine`).exit).toBe(125);
    expect(tell(`docker ps --filter ${name}=x`).exit).toBe(1);
    expect(tell(`docker inspect -f '{{.${name}}}' $(docker create alpine)`).exit).not.toBe(0);
    tell(
      `docker run --rm --log-driver ${name} alpine true; docker run --rm -u ${name} alpine true; docker kill -s ${name} x`,
    );
    run(`docker inspect -f '{{index .Config.Labels "${name}"}}' ${good ? name : '$(docker create alpine)'}`);
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(JSON.stringify(sandbox.world())).toContain('"containers"');
    expect(run('echo ok')).toBe('ok');
  });
});
