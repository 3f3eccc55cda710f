import { describe, expect, it } from 'vitest';
import { EngineWatch, engineModel, type Showing } from '../../src/app/engine-picture.ts';
import { appeared } from '../../src/app/lab-picture.ts';
import { renderNodes } from '../../src/terminal/render.ts';
import { plainTheme } from '../../src/terminal/theme.ts';
import { inventory } from '../../src/tutor/lab/names.ts';
import { sandboxAfter } from '../diagram/engine/world-after.ts';

const showing = (more: Partial<Showing> = {}): Showing => ({
  lang: 'en',
  charset: 'unicode',
  columns: 80,
  drawn: true,
  rows: 20,
  instead: 'words',
  ...more,
});

/** What is shown after a container was killed. */
async function afterKill(how: Showing): Promise<string> {
  const sandbox = sandboxAfter('run -d --name web alpine sleep 1d');
  const watch = new EngineWatch();
  expect(await watch.changes(sandbox, how)).toEqual([]);
  expect(await watch.changes(sandbox, how)).toEqual([]);
  sandbox.execute(['kill', 'web']);
  const nodes = await watch.changes(sandbox, how);
  return renderNodes(nodes, { columns: 80, charset: 'unicode', theme: plainTheme }).join('\n');
}

describe('what changed on an engine since it was last looked at', () => {
  it('is drawn, with what changed marked', async () => {
    expect(await afterKill(showing())).toContain('~web  exited 137');
  });

  it('is said to those who hear it', async () => {
    const said = await afterKill(showing({ drawn: false }));
    expect(said).toContain('container web: now exited 137.');
    expect(said).not.toContain('─');
  });

  it('is said, or left out, where there are too few rows for the picture', async () => {
    expect(await afterKill(showing({ rows: 5 }))).toContain('container web: now exited 137.');
    expect(await afterKill(showing({ rows: 5, instead: 'nothing' }))).toBe('');
  });
});

describe('the model of an engine', () => {
  it('has what each container has written', async () => {
    const sandbox = sandboxAfter('run -d --name web alpine sleep 1d', 'exec web touch /x');
    const { containers } = await engineModel(sandbox);
    expect(containers).toMatchObject([{ id: 'web', changes: [{ kind: 'A', path: '/x' }] }]);
  });
});

describe('what a lab draws of a real engine', () => {
  it('is what appeared since the lab began, with what it uses of the rest', () => {
    const before = sandboxAfter(
      'network create theirs',
      'volume create shared',
      'pull busybox',
      'run -d --name mine alpine sleep 1d',
    );
    const known = inventory(before.world());
    for (const line of ['network create app', 'run -d --name web --network app -v shared:/x alpine sleep 1d'])
      before.execute(line.split(' '));
    const { containers, images, networks, volumes } = appeared(before.world(), known);
    expect(containers.map(({ Name }) => Name)).toEqual(['/web']);
    expect(images.flatMap(({ RepoTags }) => RepoTags)).toEqual(['alpine:latest']);
    expect(networks.map(({ Name }) => Name)).toEqual(['app']);
    expect(volumes.map(({ Name }) => Name)).toEqual(['shared']);
  });
});
