import { describe, expect, it } from 'vitest';
import { learner } from '../../../../helpers/learner.ts';

const { type } = learner();
type('docker pull -q alpine', 'docker pull -q debian:trixie-slim', 'docker pull -q python:3.13-alpine');
const inside = (image: string, script: string, options = ''): string =>
  type(`docker run --rm ${options} ${image} sh -c '${script}' 2>&1`);

describe('apk', () => {
  it('installs what works afterwards, with what it needs', () => {
    const said = inside(
      'alpine',
      'curl; apk add --no-cache curl; curl --version | head -1; apk del curl; curl',
    );
    expect(said).toMatch(/^sh: curl: not found\nfetch /);
    expect(said).toContain('(3/3) Installing curl (8.14.1-r2)\n');
    expect(said).toContain('\ncurl 8.14.1');
    expect(said).toMatch(/sh: curl: not found\n$/);
  });

  it('fails as apk does for what is not there, and without a network', () => {
    const missing =
      'ERROR: unable to select packages:\n  foo (no such package):\n    required by: world[foo]\n';
    expect(inside('alpine', 'apk add foo')).toContain(missing);
    expect(inside('alpine', 'apk add curl', '--network none')).toContain(
      'temporary error (try again later)\nERROR: unable to select packages:\n  curl',
    );
    expect(inside('alpine', 'apk add curl', '--user 1000')).toContain(
      'Unable to lock database: Permission denied',
    );
  });

  it('makes the container’s layer grow', () => {
    type('docker run --name fat alpine apk add -q --no-cache gcc');
    expect(type('docker diff fat | grep gcc$')).toBe('A /usr/bin/gcc\n');
    expect(type("docker ps -as --filter name=fat --format '{{.Size}}'")).not.toMatch(/^0B/);
  });
});

describe('apt-get', () => {
  it('knows nothing before update', () => {
    expect(inside('debian:trixie-slim', 'apt-get install -y curl; echo $?')).toMatch(
      /E: Unable to locate package curl\n100\n$/,
    );
    expect(
      inside(
        'debian:trixie-slim',
        'apt-get -qq update && apt-get install -qq -y curl && curl --version | head -1; dpkg -s curl | head -2',
      ),
    ).toBe('curl 8.14.1 (x86_64-pc-linux-gnu)\nPackage: curl\nStatus: install ok installed\n');
  });

  it('cannot reach its mirror without a network', () => {
    expect(inside('debian:trixie-slim', 'apt-get update', '--network none')).toContain(
      "Temporary failure resolving 'ftp.debian.org'",
    );
  });

  it('takes packages from where the list of the image says, and from nowhere without one', () => {
    expect(
      inside(
        'debian:trixie-slim',
        "sed -i s,ftp.debian.org,mirror.example.com, /etc/apt/sources.list.d/debian.sources; apt-get update | grep -c 'mirror.example.com'; rm /etc/apt/sources.list.d/debian.sources; apt-get update; apt-get install -qq -y curl 2>&1",
      ),
    ).toBe('3\nReading package lists...\nE: Unable to locate package curl\n');
  });
});

describe('pip', () => {
  it('installs a version that there is, and lists it', () => {
    expect(
      inside(
        'python:3.13-alpine',
        'pip install -q flask==3.0.3 2>/dev/null; pip freeze | grep -i flask; python -c "import flask; print(1)"',
      ),
    ).toBe('Flask==3.0.3\n1\n');
  });

  it('says which versions there are', () => {
    expect(inside('python:3.13-alpine', 'pip install flask==9')).toContain(
      'ERROR: Could not find a version that satisfies the requirement flask==9 (from versions: 2.3.3, 3.0.3, 3.1.1, 3.1.2)\nERROR: No matching distribution found for flask==9\n',
    );
    expect(inside('python:3.13-alpine', 'pip install nosuch')).toContain(
      'requirement nosuch (from versions: none)\n',
    );
  });
});
