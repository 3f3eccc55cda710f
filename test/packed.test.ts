import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUILT } from './helpers/built.ts';
import { environment, type Run, runAny } from './helpers/cli.ts';
import { folderWith, newFolder } from './helpers/temporary.ts';

/** npm without a registry: whatever it would fetch, nobody is there. */
function npm(program: 'npm' | 'npx', args: readonly string[], cwd: string): Promise<Run> {
  const home = newFolder();
  const env = environment(home, {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_cache: join(home, 'cache'),
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  });
  return runAny(program, args, { cwd, env });
}

describe('the package', () => {
  let tarball = '';
  let files: readonly string[] = [];
  let project = '';

  beforeAll(async () => {
    const target = newFolder();
    // Built already: packing must not build again under the other tests.
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', target];
    const packed = await npm('npm', args, BUILT);
    expect(packed.code).toBe(0);
    const [entry] = JSON.parse(packed.stdout) as { filename: string; files: { path: string }[] }[];
    tarball = join(target, entry?.filename ?? '');
    files = (entry?.files ?? []).map(({ path }) => path);
    project = folderWith({ 'package.json': '{"private":true}' });
    const installed = await npm('npm', ['install', '--offline', '--ignore-scripts', tarball], project);
    expect(installed.stderr).toBe('');
    expect(installed.code).toBe(0);
  }, 60_000);

  it('is one package: it needs nothing else at run time', () => {
    const manifest = JSON.parse(
      readFileSync(join(project, 'node_modules', 'docker-tutor', 'package.json'), 'utf8'),
    );
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
    expect(manifest).not.toHaveProperty('peerDependencies');
    for (const name of ['preinstall', 'install', 'postinstall'])
      expect(manifest.scripts).not.toHaveProperty(name);
    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'docker-tutor',
    ]);
  });

  it('holds the program, the lessons, the licences, and no sources or tests', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/docker-tutor.cjs',
        'dist/main.cjs',
        'dist/pack.archive',
        'dist/THIRD-PARTY-NOTICES.md',
        'LICENSE',
        'package.json',
      ]),
    );
    expect(files.filter((file) => /\.(ts|map|tsx)$|^(src|test|bench|scripts)\//.test(file))).toEqual([]);
  });

  it.each([
    ['list', 'vm-vs-container'],
    ['learn', 'Step 10 of 10'],
    ['learn vm-vs-container --lang ko', '10단계 중 10단계'],
    ['draw vm-vs-container/1', '┌'],
    ['pack schema', 'json-schema.org'],
    ['doctor', 'Node.js'],
    ['completion bash', 'complete -o default'],
    ['--help', 'learn'],
  ])('installed in an empty folder with no registry, runs: npx docker-tutor %s', async (command, shown) => {
    const { stdout, code } = await npm('npx', ['docker-tutor', ...command.split(' ')], project);
    expect(code).toBe(0);
    expect(stdout).toContain(shown);
  });

  it('reads YAML packs as well, checked where it is installed', async () => {
    const made = await npm('npx', ['docker-tutor', 'pack', 'new', 'mine'], project);
    expect(made.code).toBe(0);
    expect(existsSync(join(project, 'mine', 'pack.yaml'))).toBe(true);
    const checked = await npm('npx', ['docker-tutor', 'pack', 'check', 'mine'], project);
    expect(checked.stdout).toBe('Checking mine …\nno problems in 6 files\n');
  });

  it('has nothing for publint to complain of', async () => {
    const { messages } = await publint({
      pkgDir: join(project, 'node_modules', 'docker-tutor'),
      pack: false,
    });
    expect(messages).toEqual([]);
  });

  it('names the licence of each package that is inside', () => {
    const notices = readFileSync(
      join(project, 'node_modules', 'docker-tutor', 'dist', 'THIRD-PARTY-NOTICES.md'),
      'utf8',
    );
    for (const name of ['commander', 'inquirer', 'chalk', 'boxen', 'ora', 'yaml', 'valibot']) {
      expect(notices).toMatch(new RegExp(`^#+ .*\\b${name}\\b`, 'm'));
    }
  });
});
