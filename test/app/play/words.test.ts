import { describe, expect, it } from 'vitest';
import { ownLine } from '../../../src/app/play/words.ts';

const KNOWN = ['help', 'undo', 'draw', 'explain', 'edit', 'exit'] as const;

describe('a line with a word of our own', () => {
  it.each([
    ['undo', { word: 'undo', rest: '' }],
    ['  undo  ', { word: 'undo', rest: '' }],
    ['되돌리기', { word: 'undo', rest: '' }],
    ['되돌리기'.normalize('NFD'), { word: 'undo', rest: '' }],
    ['explain docker ps  -a', { word: 'explain', rest: 'docker ps  -a' }],
    ['설명 docker ps', { word: 'explain', rest: 'docker ps' }],
    ['편집 Dockerfile', { word: 'edit', rest: 'Dockerfile' }],
    ['exit 3', { word: 'exit', rest: '3' }],
    ['draw', { word: 'draw', rest: '' }],
    ['draw on', { word: 'draw', rest: 'on' }],
    ['그리기 끄기', { word: 'draw', rest: '끄기' }],
    // Nothing else has this name, so the shell could only say that it knows no such command.
    ['draw me', { word: 'draw', rest: 'me' }],
    ['draw constructor', { word: 'draw', rest: 'constructor' }],
  ])('%s is understood', (line, own) => {
    expect(ownLine(line, KNOWN)).toEqual(own);
  });

  it.each([
    '',
    'docker ps',
    'help cd',
    'undo it',
    'undone',
    'reset',
    'echo undo',
  ])('%s belongs to the shell', (line) => {
    expect(ownLine(line, KNOWN)).toBeUndefined();
  });
});
