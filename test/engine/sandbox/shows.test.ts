import { describe, expect, it } from 'vitest';
import { learner } from '../../helpers/learner.ts';

describe('the sandbox behaves as Docker does', () => {
  it('serves a published port, and lists where', () => {
    const { run, sandbox } = learner();
    run('docker run -d --name web -p 8080:80 nginx:alpine 2>/dev/null');
    expect(run('curl -s localhost:8080 | head -1')).toBe('<!DOCTYPE html>');
    expect(run('docker ps --format "{{.Names}} {{.Status}} {{.Ports}}"')).toMatch(
      /^web Up .+ 0\.0\.0\.0:8080->80\/tcp, \[::\]:8080->80\/tcp$/,
    );
    expect(run('docker rm -f web')).toBe('web');
    expect(sandbox.world().containers).toEqual([]);
  });

  it('hands ids from one docker command to another', () => {
    const { run, sandbox } = learner();
    run('for i in 1 2 3; do docker run -d alpine sleep 100 >/dev/null 2>&1; done');
    expect(sandbox.world().containers).toHaveLength(3);
    expect(run('docker ps -aq | xargs docker rm -f | wc -l')).toBe('3');
    expect(sandbox.world().containers).toEqual([]);
  });

  it('stops a container whose PID 1 ends, with all that runs in it', () => {
    const { run, tell } = learner();
    run("docker run -d --name one alpine sh -c 'sleep 1000 & exit 5' 2>/dev/null");
    expect(run("sleep 1; docker inspect one --format '{{.State.Status}} {{.State.ExitCode}}'")).toBe(
      'exited 5',
    );
    expect(tell('docker exec one true').exit).toBe(1);
    expect(run('ps -e | grep -c "sleep 1000" || true')).toBe('0');
  });

  it('hands on the exit code of what ran', () => {
    const { run } = learner();
    expect(run('docker run --rm alpine false 2>/dev/null; echo $?')).toBe('1');
    expect(run("docker run --rm alpine sh -c 'exit 42'; echo $?")).toBe('42');
    expect(run('docker run --rm alpine nosuch 2>/dev/null; echo $?')).toBe('127');
    expect(run('docker run --rm alpine /etc 2>/dev/null; echo $?')).toBe('126');
    expect(run('docker run --nosuch 2>/dev/null; echo $?')).toBe('125');
  });

  it('refuses a name that is taken, though its container has ended', () => {
    const { run, tell } = learner();
    run('docker run --name web alpine true 2>/dev/null');
    const id = run("docker inspect web --format '{{.Id}}'");
    const said = tell('docker run --name web alpine true');
    expect(said.exit).toBe(125);
    expect(said.stderr).toContain(
      `Conflict. The container name "/web" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  });

  it('refuses a port that is taken, and keeps the container that was made', () => {
    const { run, tell } = learner();
    run('docker run -d --name one -p 8080:80 nginx:alpine 2>/dev/null');
    const said = tell('docker run -d --name two -p 8080:80 nginx:alpine');
    expect(said.exit).toBe(125);
    expect(said.stderr).toContain('Bind for 0.0.0.0:8080 failed: port is already allocated');
    expect(run("docker inspect two --format '{{.State.Status}}'")).toBe('created');
    run('docker rm -f one');
    run('docker start two');
    expect(run('curl -s localhost:8080 | head -1')).toBe('<!DOCTYPE html>');
  });

  it('refuses to remove an image that a container uses, also one that has ended', () => {
    const { run, tell } = learner();
    run('docker run --name one alpine true 2>/dev/null');
    const said = tell('docker rmi alpine');
    expect(said.exit).toBe(1);
    expect(said.stderr).toMatch(
      /conflict: unable to delete alpine:latest \(must be forced\) - container [0-9a-f]{12} is using/,
    );
    run('docker rm one && docker rmi alpine');
    expect(run('docker images -q')).toBe('');
  });

  it('writes in one container what another of the same image does not have', () => {
    const { run } = learner();
    run("docker run --name one alpine sh -c 'echo hi > /new; rm /etc/issue' 2>/dev/null");
    run('docker run --name two alpine true');
    expect(run('docker diff one | sort')).toBe('A /new\nC /etc\nD /etc/issue');
    expect(run('docker diff two')).toBe('');
    expect(run('docker run --rm alpine ls /etc/issue')).toBe('/etc/issue');
  });

  it('fills a new volume from the image, and keeps it when its container goes', () => {
    const { run } = learner();
    run('docker run -d --name web -v site:/usr/share/nginx/html nginx:alpine 2>/dev/null');
    run("docker exec web sh -c 'echo mine > /usr/share/nginx/html/mine.html' && docker rm -f web");
    expect(run('docker run --rm -v site:/data alpine ls /data 2>/dev/null')).toBe(
      '50x.html\nindex.html\nmine.html',
    );
    expect(run('docker volume ls -q')).toBe('site');
  });

  it('finds containers by name on a network of the learner’s own, not on the default one', () => {
    const { run, tell } = learner();
    run('docker network create shop && docker run -d --name web --network shop nginx:alpine 2>/dev/null');
    expect(run('docker run --rm --network shop alpine wget -qO- web 2>/dev/null | head -1')).toBe(
      '<!DOCTYPE html>',
    );
    run('docker run -d --name other nginx:alpine');
    const said = tell('docker run --rm alpine wget -qO- other');
    expect(said).toMatchObject({ exit: 1, stderr: "wget: bad address 'other'\n" });
  });

  it('kills what needs more memory than it may, with 137', () => {
    const { run, tell } = learner();
    run('docker pull -q alpine');
    expect(tell('docker run --name hog -m 20m alpine tail /dev/zero').exit).toBe(137);
    expect(run("docker inspect hog --format '{{.State.OOMKilled}} {{.State.ExitCode}}'")).toBe('true 137');
  });

  it('does the steps again that come after a change, and only those', () => {
    const files = {
      'app/Dockerfile':
        'FROM alpine\nRUN echo tools > /tools\nCOPY app.txt /app.txt\nRUN cat /app.txt > /made\n',
      'app/app.txt': 'one\n',
    };
    const { run } = learner({ files });
    run('docker build -q -t app app');
    const before = run('docker image inspect app --format \'{{join .RootFS.Layers " "}}\'').split(' ');
    run('echo two > app/app.txt && docker build -q -t app app');
    const after = run('docker image inspect app --format \'{{join .RootFS.Layers " "}}\'').split(' ');
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after[2]).not.toBe(before[2]);
    expect(after[3]).not.toBe(before[3]);
  });
});
