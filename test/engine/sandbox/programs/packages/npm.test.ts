import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { npmCatalog } from '../../../../../src/engine/sandbox/programs/packages/npm/catalog.ts';
import { summaryOf } from '../../../../../src/engine/sandbox/programs/packages/npm/report.ts';
import { idealTree, placeOf, without } from '../../../../../src/engine/sandbox/programs/packages/npm/tree.ts';
import {
  compareVersions,
  highest,
  isRange,
  satisfies,
} from '../../../../../src/engine/sandbox/programs/packages/npm/versions.ts';
import { learner } from '../../../../helpers/learner.ts';

describe('ranges of versions', () => {
  it.each([
    [
      '1.2.3',
      '1.2.3; =1.2.3; v1.2.3; 1.2; 1; 1.x; *; ; ^1.2.0; ^1; ~1.2.1; ~1; >=1.2.3; <=1.2.3; >1.2.2; <2; 1.0.0 - 1.2; 2 || 1; >= 1.2 <2',
      true,
    ],
    [
      '1.2.3',
      '1.2.4; 1.3; 2; ^1.2.4; ^2; ~1.1.0; >1.2.3; <1.2.3; >1.2; 1.0.0 - 1.1; ^0.2.3; >=1 <1.2',
      false,
    ],
    ['0.2.9', '^0.2.3; ~0.2.3; ^0; 0.x', true],
    ['0.3.0', '^0.2.3; ~0.2.3; ^0.0.3', false],
    ['0.0.4', '^0.0.3; ~0.1', false],
    ['2.0.0-rc.1', '^2.0.0; *; >=1', false],
    ['2.0.0-rc.1', '2.0.0-rc.1', true],
  ] as const)('of %s: %s is %s', (version, ranges, fits) => {
    for (const range of ranges.split(';').map((one) => one.trim()))
      expect({ range, fits: satisfies(version, range) }).toEqual({ range, fits });
  });

  const numbers = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join('.'));

  it('take their own version, and the highest that fits', () => {
    fc.assert(
      fc.property(numbers, fc.array(numbers), (version, others) => {
        for (const range of [version, `^${version}`, `~${version}`, `>=${version}`, `<=${version}`])
          expect(satisfies(version, range)).toBe(true);
        const found = highest([version, ...others], `>=${version}`)!;
        expect(others.every((other) => compareVersions(other, found) <= 0)).toBe(true);
      }),
    );
  });

  it('are told from tags and addresses', () => {
    expect(['^1', '1.x || >=3', '', '*'].every(isRange)).toBe(true);
    expect(['next', 'github:a/b', 'file:..', '^next'].some(isRange)).toBe(false);
  });
});

describe('the tree of packages', () => {
  const catalog = npmCatalog([
    { name: 'a', versions: ['1.0.0'], bytes: 1, needs: ['ms 2.0.0', 'b ^1.0.0'] },
    { name: 'b', versions: ['1.5.0', '1.0.0'], bytes: 1, needs: ['ms ^2.1.0'] },
    { name: 'ms', versions: ['2.1.3', '2.0.0'], bytes: 1 },
  ]);

  it('has each package as far up as its version is not in the way', () => {
    const tree = idealTree(catalog, { dependencies: { a: '^1.0.0', ms: '2.0.0' } }, new Map());
    expect([...tree].map(([place, { version }]) => `${place} ${version}`)).toEqual([
      'node_modules/a 1.0.0',
      'node_modules/b 1.5.0',
      'node_modules/b/node_modules/ms 2.1.3',
      'node_modules/ms 2.0.0',
    ]);
  });

  it('gives everybody a version that fits, and leaves out what only development needs', () => {
    const names = fc.constantFrom('a', 'b', 'ms');
    const some = fc.dictionary(names, fc.constant('*'));
    fc.assert(
      fc.property(some, some, (dependencies, devDependencies) => {
        const manifest = { dependencies, devDependencies };
        const tree = idealTree(catalog, manifest, new Map());
        for (const kept of [tree, without(tree, manifest, new Set(['dev']))])
          for (const [place, one] of kept)
            for (const [need, range] of Object.entries(one.dependencies))
              expect(satisfies(kept.get(placeOf(kept, place, need)!)!.version, range)).toBe(true);
        for (const name of Object.keys(dependencies))
          expect(without(tree, manifest, new Set(['dev'])).has(`node_modules/${name}`)).toBe(true);
      }),
    );
  });

  it('keeps what a lock file names', () => {
    const lock = idealTree(catalog, { dependencies: { b: '1.0.0' } }, new Map());
    const tree = idealTree(catalog, { dependencies: { b: '^1.0.0' } }, lock);
    expect(tree.get('node_modules/b')?.version).toBe('1.0.0');
  });
});

it('sums up as npm does', () => {
  const none = { added: 0, removed: 0, changed: 0, audited: 0, time: 300 };
  expect(summaryOf(none)).toBe('\nup to date in 300ms\n');
  expect(summaryOf({ ...none, added: 1 })).toBe('\nadded 1 package in 300ms\n');
  expect(summaryOf({ ...none, added: 2, removed: 1, time: 1600 })).toBe(
    '\nadded 2 packages, and removed 1 package in 2s\n',
  );
  expect(summaryOf({ ...none, removed: 71, changed: 1, time: 90_000 })).toBe(
    '\nremoved 71 packages, and changed 1 package in 2m\n',
  );
  expect(summaryOf({ ...none, added: 3, audited: 4 })).toBe(
    '\nadded 3 packages, and audited 4 packages in 300ms\n\nfound 0 vulnerabilities\n',
  );
});

describe('npm', () => {
  const { type, sandbox } = learner();
  type('docker pull -q node:22-alpine', 'docker run -d --name js -w /app node:22-alpine sleep 1d');
  const inside = (script: string, options = ''): string =>
    type(`docker exec ${options} js sh -c '${script}' 2>&1`);

  it('begins a project, installs into it and writes down what', () => {
    expect(inside('npm -v; npm init -y | head -1; npm install express@4 cors')).toMatch(
      /^10\.9\.4\nWrote to \/app\/package\.json:\n\nadded 74 packages, and audited 75 packages in \d+m?s\n\nfound 0 vulnerabilities\n$/,
    );
    expect(inside('npm ls')).toBe('app@1.0.0 /app\n├── cors@2.8.5\n└── express@4.21.2\n\n');
    expect(inside('grep -A3 dependencies package.json')).toBe(
      '  "dependencies": {\n    "cors": "^2.8.5",\n    "express": "^4.21.2"\n  }\n',
    );
    const lock = JSON.parse(inside('cat package-lock.json'));
    expect(lock.lockfileVersion).toBe(3);
    expect(Object.keys(lock.packages)).toContain('node_modules/send/node_modules/encodeurl');
    expect(inside('npm install; npm ci', '-e NODE_ENV=production')).toMatch(
      /^\nup to date, audited 75 [\s\S]*\nadded 74 packages, and audited 75 packages/,
    );
  });

  it('runs scripts with those before and after, arguments and the commands of packages', () => {
    inside('npm pkg set scripts.prebuild="echo first" scripts.build="echo built" scripts.fail="exit 3"');
    expect(inside('npm run build -- a')).toBe(
      '\n> app@1.0.0 prebuild\n> echo first\n\nfirst\n\n> app@1.0.0 build\n> echo built a\n\nbuilt a\n',
    );
    expect(inside('npm run fail; echo $?; npm run -s build')).toBe(
      '\n> app@1.0.0 fail\n> exit 3\n\n3\nfirst\nbuilt\n',
    );
    expect(inside('npm run biuld; npm start')).toContain(
      'npm error Missing script: "biuld"\nnpm error\nnpm error To see a list of scripts, run:\nnpm error   npm run\n',
    );
    expect(inside('npm i -s uuid; npx uuid')).toMatch(/^[0-9a-f-]{36}\n$/);
  });

  it('leaves out what only development needs', () => {
    inside('npm i -s -D nodemon');
    expect(inside('npm ci -s --omit=dev; ls node_modules/.bin; npm prune -s; npm ls --omit=dev')).toBe(
      'uuid\napp@1.0.0 /app\n├── cors@2.8.5\n├── express@4.21.2\n└── uuid@13.0.0\n\n',
    );
    expect(inside('npm ls 2>&1 | grep -v log; npm ci -s; ls node_modules/.bin')).toContain(
      'npm error missing: nodemon@^3.1.10, required by app@1.0.0\nnodemon\nuuid\n',
    );
  });

  it('fails as npm does', () => {
    expect(inside('mkdir -p /e; cd /e; npm install; echo $?')).toMatch(
      /^npm error code ENOENT\nnpm error syscall open\nnpm error path \/e\/package\.json\nnpm error errno -2\nnpm error enoent Could not read package\.json: Error: ENOENT: no such file or directory, open '\/e\/package\.json'\n[\s\S]*\n254\n$/,
    );
    expect(inside('cd /e; npm ci; echo $?')).toContain(
      'npm error code EUSAGE\nnpm error\nnpm error The `npm ci` command can only install with an existing package-lock.json or\n',
    );
    expect(inside('npm i no-such-package')).toMatch(
      /^npm error code E404\nnpm error 404 Not Found - GET \S+no-such-package - Not found\nnpm error 404\nnpm error 404 {2}'no-such-package@\*' is not in this registry\.\n/,
    );
    expect(inside('npm i express@99')).toContain(
      'npm error notarget No matching version found for express@99.\n',
    );
    expect(inside('npm pkg set dependencies.dotenv=^16.0.0; npm ci')).toContain(
      'are in sync. Please update your lock file with `npm install` before continuing.\nnpm error\nnpm error Missing: dotenv@16.6.1 from lock file\n',
    );
    expect(inside('cd /e; echo {bad > package.json; npm start; rm package.json')).toContain(
      'npm error code EJSONPARSE\n',
    );
    expect(inside('npm i cors', '--user node')).toContain(
      "npm error [Error: EACCES: permission denied, mkdir '/app/node_modules'] {\n",
    );
    expect(type('docker run --rm --network none node:22-alpine npm i cors 2>&1 | head -1')).toBe(
      'npm error code EAI_AGAIN\n',
    );
  });

  it('tells of a package that nobody asks for', () => {
    expect(
      inside(
        'mkdir -p /x; cd /x; echo {} > package.json; npm i -s cors; npm i -s --no-save uuid; npm ls; npm i -s; npm ls',
      ),
    ).toMatch(
      /^\/x\n├── cors@2\.8\.5\n└── uuid@13\.0\.0 extraneous\n\nnpm error code ELSPROBLEMS\nnpm error extraneous: uuid@13\.0\.0 \/x\/node_modules\/uuid\n[\s\S]*\/x\n└── cors@2\.8\.5\n\n$/,
    );
  });

  it('installs for the whole computer, and takes away again', () => {
    expect(inside('npm i -g nodemon; nodemon --version; npm ls -g; npm rm -g nodemon; nodemon')).toMatch(
      /^\nadded 29 packages in \S+\n3\.1\.10\n\/usr\/local\/lib\n├── nodemon@3\.1\.10\n└── npm@10\.9\.4\n\n\nremoved 29 packages in \S+\nsh: nodemon: not found\n$/,
    );
  });

  it('refuses by name what it has not got', () => {
    expect(inside('npm audit; npm i --dry-run; npm i ./folder')).toMatch(
      /does not model npm audit yet\n[\s\S]*npm's option --dry-run yet\n[\s\S]*npm install \.\/folder/,
    );
  });

  it('takes from its cache what it has fetched, until that is cleaned', () => {
    expect(inside('du -s /root/.npm/_cacache | cut -f1')).not.toBe('0\n');
    expect(inside('npm cache clean --force; ls /root/.npm')).toBe(
      'npm warn using --force Recommended protections disabled.\n_logs\n',
    );
    expect(inside('npm cache clean')).toContain('rerun this command\nnpm error   with --force.\n');
  });

  it('hands SIGTERM on, and as process 1 tells of it', () => {
    sandbox.writeFile('plain/package.json', '{}');
    sandbox.writeFile(
      'plain/server.js',
      'require("http").createServer((q, r) => r.end("hi\\n")).listen(3000);',
    );
    type('docker run -d --name web -v ./plain:/a -w /a node:22-alpine npm start', 'sleep 1');
    type('docker stop web');
    expect(type('docker logs web 2>&1')).toMatch(
      /^\n> start\n> node server\.js\n\nnpm error path \/a\nnpm error command failed\nnpm error signal SIGTERM\nnpm error command sh -c node server\.js\n/,
    );
  });

  it('serves an application of express, with what it uses, out of an image', () => {
    sandbox.writeFile(
      'app/package.json',
      '{"name": "shop", "version": "2.0.0", "scripts": {"start": "node index.js", "postinstall": "echo ready > built"}, "dependencies": {"express": "^5.0.0", "morgan": "*", "cors": "*", "body-parser": "*", "dotenv": "*"}}',
    );
    sandbox.writeFile('app/.env', 'GREETING="good day"\n');
    sandbox.writeFile('app/.dockerignore', 'node_modules\n');
    sandbox.writeFile('app/public/a.txt', 'static\n');
    sandbox.writeFile(
      'app/index.js',
      `require('dotenv').config(); const express = require('express'); const app = express();
app.use(require('morgan')('tiny'), require('cors')(), require('body-parser').json(), express.static('public'));
app.get('/hello/:name', (req, res) => res.send(process.env.GREETING + ' ' + req.params.name + '\\n'));
app.post('/', (req, res) => res.status(201).json(req.body)); app.listen(3000);`,
    );
    sandbox.writeFile(
      'app/Dockerfile',
      'FROM node:22-alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install --no-audit\nCOPY . .\nUSER node\nCMD ["npm", "start"]\n',
    );
    expect(type('docker build --progress=plain -t shop app 2>&1')).toMatch(
      /shop@2\.0\.0 postinstall[\s\S]*added \d+ packages in/,
    );
    type('docker run -d --name shop -p 3000:3000 shop', 'sleep 1');
    expect(type('curl -s localhost:3000/hello/you; curl -s localhost:3000/a.txt')).toBe(
      'good day you\nstatic\n',
    );
    expect(type("curl -si -H 'Content-Type: application/json' -d '{\"a\":1}' localhost:3000")).toMatch(
      /^HTTP\/1\.1 201 Created\r\n[\s\S]*Access-Control-Allow-Origin: \*\r\n[\s\S]*\{"a":1\}$/,
    );
    expect(type('docker logs shop')).toMatch(/GET \/hello\/you 200 13 - \d+\.\d{3} ms\n/);
    expect(type('docker exec shop cat built')).toBe('ready\n');
  });
});

describe('nodemon', () => {
  it('runs a program anew when a file changes', () => {
    const { type, sandbox } = learner();
    type('docker pull -q node:22-alpine', 'mkdir app');
    sandbox.writeFile('app/index.js', 'console.log("one"); setInterval(() => {}, 1000);');
    type(
      "docker run -d --name dev -v ./app:/app -w /app node:22-alpine sh -c 'npm i -s nodemon && exec npx nodemon'",
    );
    type('sleep 3', 'sed -i s/one/two/ app/index.js', 'sleep 3', 'echo "nothing(" > app/index.js', 'sleep 3');
    const logs = type('docker logs dev 2>/dev/null');
    expect(logs.split('\n')).toEqual([
      '[nodemon] 3.1.10',
      '[nodemon] to restart at any time, enter `rs`',
      '[nodemon] watching path(s): *.*',
      '[nodemon] watching extensions: js,mjs,cjs,json',
      '[nodemon] starting `node index.js`',
      'one',
      '[nodemon] restarting due to changes...',
      '[nodemon] starting `node index.js`',
      'two',
      '[nodemon] restarting due to changes...',
      '[nodemon] starting `node index.js`',
      '[nodemon] app crashed - waiting for file changes before starting...',
      '',
    ]);
  });
});
