import { describe, expect, it } from 'vitest';
import type { CommandItem } from '../../../src/content/types.ts';
import type { Execution } from '../../../src/engine/port.ts';
import { typeOf } from '../../../src/tutor/items/index.ts';
import { type Bench, comingTrue, prepared } from '../../../src/tutor/items/prepare.ts';
import { command, keysOf, predict } from '../../helpers/quiz.ts';

const ready = prepared(command) as CommandItem;
const gradeOf = (line: string) => typeOf(ready).grade(ready, line);

const done: Execution = { exit: 0, stdout: '0\n', stderr: '' };

/** A bench on which every command does the same, and the goal holds after `docker start`. */
function benchOf(execution: Execution, tried: string[][] = []): Bench {
  return {
    tryOut(_place, argv) {
      tried.push([...argv]);
      return { execution, holds: argv[0] === 'start' };
    },
  };
}

describe('a typed command', () => {
  it.each([
    'docker ps -a',
    'docker ps --all',
    'docker container ls --all=true',
    'docker ps -a --no-trunc',
    '  docker   ps -a ',
  ])('%s means what is right', (line) => {
    expect(gradeOf(line)).toMatchObject({ correct: true, score: 1 });
  });

  it.each([
    'docker ps',
    'docker ps -aq',
    'ps -a',
    'docker',
    '',
    'docker images -a',
    'docker "ps -a',
  ])('%s does not', (line) => {
    expect(gradeOf(line)).toMatchObject({ correct: false, score: 0 });
  });

  it('shows the misconception of a wrong one, however that is spelled', () => {
    expect(gradeOf('docker container ls').misconceptions).toEqual(['shared']);
  });

  it('compares as it is written before it is made ready', () => {
    expect(typeOf(command).grade(command, 'docker  ps -a').correct).toBe(true);
    expect(typeOf(command).grade(command, 'docker ps --all').correct).toBe(false);
  });

  it('is refused at the prompt if it is not docker’s', () => {
    const type = typeOf(command);
    const entry = type.start(command, [], (values) => [...values]);
    expect(type.typed(command, entry, 'ls')).toMatchObject({ hint: 'a-command' });
    expect(type.typed(command, entry, ' ')).toMatchObject({ hint: 'fill-in' });
    expect(type.typed(command, entry, 'docker ps')).toMatchObject({ submit: true });
  });

  it('is typed key by key', () => {
    const type = typeOf(command);
    let entry = type.start(command, [], (values) => [...values]);
    for (const key of keysOf('docker pz')) entry = type.press(command, entry, key)?.entry ?? entry;
    for (const key of ['backspace', 's', 'up']) entry = type.press(command, entry, key)?.entry ?? entry;
    expect(type.answerOf(command, entry)).toBe('docker ps');
  });

  it('reads an answer that is text, and nothing else', () => {
    expect(typeOf(command).read(command, ' docker ps ', [])).toEqual({ answer: 'docker ps' });
    expect(typeOf(command).read(command, 1, [])).toMatchObject({ problems: [{ wanted: 'command' }] });
  });
});

describe('a command with a goal', () => {
  const item: CommandItem = { ...command, goal: [{ container: 'web', state: 'running' }] };

  it('is right if it reaches the goal, and each line is tried out once', () => {
    const tried: string[][] = [];
    const aimed = prepared(item, benchOf(done, tried));
    const type = typeOf(aimed);
    expect(type.grade(aimed, 'docker start web').correct).toBe(true);
    expect(type.grade(aimed, 'docker start web').correct).toBe(true);
    expect(type.grade(aimed, 'docker stop web').correct).toBe(false);
    expect(type.grade(aimed, 'rm -rf /').correct).toBe(false);
    expect(tried).toEqual([
      ['start', 'web'],
      ['stop', 'web'],
    ]);
  });

  it('asks no engine for an answer that is right as it is', () => {
    const tried: string[][] = [];
    const aimed = prepared(item, benchOf(done, tried));
    expect(typeOf(aimed).grade(aimed, 'docker ps --all').correct).toBe(true);
    expect(tried).toEqual([]);
  });
});

describe('a prediction', () => {
  const { key: _, ...unknown } = predict;

  it('has the option as its key that comes true', () => {
    expect(prepared(unknown, benchOf(done))).toMatchObject({ key: 'root' });
    expect(prepared(unknown, benchOf({ exit: 1, stdout: ' 1000 ', stderr: 'x' }))).toMatchObject({
      key: 'user',
    });
  });

  it('has no key if none or several come true', () => {
    expect(prepared(unknown, benchOf({ ...done, stdout: '5' }))).not.toHaveProperty('key');
    const twice = { ...unknown, options: [...unknown.options, { ...unknown.options[0]!, id: 'again' }] };
    expect(comingTrue(twice, done)).toEqual(['root', 'again']);
    expect(prepared(twice, benchOf(done))).not.toHaveProperty('key');
  });

  it('looks at stdout, stderr and exit code, and at no more than is asked for', () => {
    const options = [
      { ...unknown.options[0]!, id: 'both', when: { stderr: { contains: 'daemon' }, exit: 125 } },
      { ...unknown.options[0]!, id: 'exit', when: { exit: 0 } },
      { ...unknown.options[0]!, id: 'lacks', when: { stderr: { lacks: 'daemon' } } },
      { ...unknown.options[0]!, id: 'any', when: {} },
    ];
    expect(
      comingTrue({ ...unknown, options }, { exit: 125, stdout: '', stderr: 'Error from daemon' }),
    ).toEqual(['both', 'any']);
  });
});
