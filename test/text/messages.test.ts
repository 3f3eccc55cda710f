import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { systemHost } from '../../src/platform/host.ts';
import { castEn, castKo } from '../../src/text/messages/cast.ts';
import { doctorEn } from '../../src/text/messages/doctor.en.ts';
import { doctorKo } from '../../src/text/messages/doctor.ko.ts';
import { en } from '../../src/text/messages/en.ts';
import { EXAMPLES, helpEn } from '../../src/text/messages/help.en.ts';
import { helpKo } from '../../src/text/messages/help.ko.ts';
import { ko } from '../../src/text/messages/ko.ts';
import { ROOT } from '../helpers/root.ts';

type Leaf = string | ((...args: readonly never[]) => string);

/** The texts of a catalog by the keys that lead to them. */
function leaves(value: unknown, path = ''): Map<string, Leaf> {
  if (typeof value === 'string' || typeof value === 'function') return new Map([[path, value as Leaf]]);
  return new Map(
    Object.entries(value as object).flatMap(([key, child]) => [
      ...leaves(child, path === '' ? key : `${path} ${key}`),
    ]),
  );
}

/** A text as shown, functions called with values that show up in it. */
function shown(leaf: Leaf): string {
  if (typeof leaf === 'string') return leaf;
  return leaf(...(Array.from({ length: leaf.length }, (_, index) => `@${index}`) as never[]));
}

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/;
const CATALOGS = [
  ['messages', leaves(en), leaves(ko)],
  ['help', leaves(helpEn), leaves(helpKo)],
  ['doctor', leaves(doctorEn), leaves(doctorKo)],
  ['recordings', leaves(castEn), leaves(castKo)],
] as const;

/** Names of languages are in their own language; some words are the same in both. */
const OWN_LANGUAGE = /^config value (en|ko)$/;
const SAME_IN_BOTH = /^(error prefix|size|node|config (value (en|ko|ascii)|set))$/;

describe.each(CATALOGS)('the catalog of %s', (_, english, korean) => {
  it('has the same keys in both languages', () => {
    expect([...korean.keys()]).toEqual([...english.keys()]);
  });

  it('has functions of the same arguments under the same keys', () => {
    const arity = (catalog: Map<string, Leaf>) =>
      [...catalog].map(([key, leaf]) => [key, typeof leaf === 'function' ? leaf.length : 'text']);
    expect(arity(korean)).toEqual(arity(english));
  });

  it('has no empty text, none with blanks at an end, and none with control characters', () => {
    for (const [key, leaf] of [...english, ...korean]) {
      const text = shown(leaf);
      expect({ key, text: text.trim() }).toEqual({ key, text });
      expect(text).not.toBe('');
      expect(text).not.toMatch(/[\u0000-\u001f\u007f]/);
      expect(text).not.toMatch(/undefined|\[object/);
    }
  });

  it('has English in English and Korean in Korean', () => {
    for (const [key, leaf] of english) {
      if (!OWN_LANGUAGE.test(key))
        expect({ key, korean: HANGUL.test(shown(leaf)) }).toEqual({ key, korean: false });
    }
    for (const [key, leaf] of korean) {
      const text = shown(leaf);
      if (!SAME_IN_BOTH.test(key)) expect({ key, korean: HANGUL.test(text) }).toEqual({ key, korean: true });
      expect({ key, text }).toEqual({ key, text: text.normalize('NFC') });
    }
  });

  it('shows in Korean every value that it shows in English', () => {
    for (const [key, leaf] of english) {
      const values = (text: string) => [...new Set(text.match(/@\d/g))].sort();
      const other = korean.get(key) ?? '';
      // A choice between two words shows none of its values.
      expect({ key, values: values(shown(other)) }).toEqual({ key, values: values(shown(leaf)) });
    }
  });
});

/** Every command of the program with its words from the program's own on. */
function commandsOf(program: Command): (readonly [string, Command])[] {
  const walk = (command: Command, path: string): (readonly [string, Command])[] => [
    [path || 'docker-tutor', command],
    ...command.commands.flatMap((child) => walk(child, `${path} ${child.name()}`.trim())),
  ];
  return walk(program, '');
}

describe('help', () => {
  const commands = commandsOf(createProgram(systemHost(), () => undefined));

  it.each([
    ['en', helpEn],
    ['ko', helpKo],
  ])('in %s has a text for every command, argument and option', (_, help) => {
    expect(commands.length).toBeGreaterThan(15);
    for (const [path, command] of commands) {
      expect({ path, text: help.commands[path] ?? '' }).not.toEqual({ path, text: '' });
      for (const argument of command.registeredArguments) {
        // Hidden: the words that are no command, and those of the completion scripts.
        if (path === 'home' || path === 'complete') continue;
        const name = `${path} ${argument.name()}`;
        expect({ name, text: help.arguments[name] ?? '' }).not.toEqual({ name, text: '' });
      }
      for (const option of command.options) {
        if (option.hidden) continue;
        const name = option.long ?? '';
        expect({ name, text: help.options[`${path} ${name}`] ?? help.options[name] ?? '' }).not.toEqual({
          name,
          text: '',
        });
      }
    }
  });

  it('has no text for what does not exist', () => {
    const paths = commands.map(([path]) => path);
    expect(Object.keys(helpEn.commands).filter((path) => !paths.includes(path))).toEqual([]);
    const names = commands.flatMap(([path, command]) =>
      command.registeredArguments.map((each) => `${path} ${each.name()}`),
    );
    expect(Object.keys(helpEn.arguments).filter((name) => !names.includes(name))).toEqual([]);
    const options = commands.flatMap(([path, command]) =>
      command.options.flatMap(({ long }) => [long, `${path} ${long}`]),
    );
    expect(
      Object.keys(helpEn.options).filter((name) => name !== '--help' && !options.includes(name)),
    ).toEqual([]);
  });

  it('has examples for every command that users see, each of a command that exists', () => {
    const shownCommands = commands.filter(([path]) => !['home', 'complete', 'config edit'].includes(path));
    for (const [path] of shownCommands)
      expect({ path, has: EXAMPLES[path] !== undefined }).toEqual({ path, has: true });
    for (const line of Object.values(EXAMPLES).flat()) {
      expect(line).toMatch(/^docker-tutor /);
      const words = line.split(' ').slice(1);
      const known = commands.some(([path]) => words.join(' ').startsWith(path) || path === words[0]);
      expect({ line, known }).toEqual({ line, known: true });
    }
  });
});

describe('Korean', () => {
  const folder = join(ROOT, 'src', 'text', 'messages');
  const files = readdirSync(folder).filter((file) => /(^|\.)ko\.ts$/.test(file));

  it.each(files)('needs no particle in two forms behind what is put in: %s', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(
      text.match(/.*(은\(는\)|이\(가\)|을\(를\)|와\(과\)|과\(와\)|\(으\)로|\(이\)[라나]).*/g) ?? [],
    ).toEqual([]);
  });
});
