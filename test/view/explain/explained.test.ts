import { describe, expect, it } from 'vitest';
import { renderNodes } from '../../../src/terminal/render.ts';
import { plainTheme } from '../../../src/terminal/theme.ts';
import { displayWidth } from '../../../src/text/width.ts';
import { explain } from '../../../src/tutor/explain/explain.ts';
import { explanationNodes } from '../../../src/view/explain/explained.ts';

function linesOf(line: string, lang: string, columns: number): string[] {
  const explained = explain(line.split(' '));
  if (explained.kind !== 'command') throw new Error(line);
  const nodes = explanationNodes(explained, { id: 'containers', title: 'Containers' }, lang, columns);
  return renderNodes(nodes, { columns, charset: 'unicode', theme: plainTheme });
}

const LONG =
  'docker run -d --name web --mount type=bind,source=/home/learner/site,target=/usr/share/nginx/html,readonly -p 127.0.0.1:8080:80 nginx:alpine';

describe('an explanation', () => {
  it.each([
    ['en', 80],
    ['en', 60],
    ['ko', 80],
    ['ko', 60],
  ])('in %s fits %i columns', (lang, columns) => {
    for (const line of [LONG, 'docker ps -aq', 'docker compose -f a.yaml up -d'])
      for (const row of linesOf(line, lang, columns)) expect(displayWidth(row)).toBeLessThanOrEqual(columns);
  });

  it('has what the command does, its words, what it changes, and the lesson', () => {
    expect(linesOf('docker ps -a', 'en', 80)).toEqual([
      ' docker ps  List containers',
      '',
      ' Word by word',
      '   docker  the docker command: asks the engine to do what follows',
      '   ps      List containers',
      '   -a      --all: Show those that do not run too',
      '',
      ' What it changes',
      '   • Nothing: it only looks.',
      '',
      ' To read: docker-tutor learn containers  Containers',
    ]);
  });

  it('puts a word that is too wide on a line of its own', () => {
    const rows = linesOf(LONG, 'ko', 60);
    const at = rows.findIndex((row) => row.startsWith('   --mount type=bind'));
    expect(rows[at]).not.toMatch(/[가-힣]/);
    expect(rows.slice(at, at + 10).join(' ')).toContain('컨테이너에서는 읽기 전용');
  });

  it('says which flags the sandbox does not model', () => {
    expect(linesOf('docker run --gpus all alpine', 'en', 120).join(' ')).toContain(
      'the sandbox does not model it yet',
    );
  });
});
