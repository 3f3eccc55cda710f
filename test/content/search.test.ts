import { describe, expect, it } from 'vitest';
import { createCatalog } from '../../src/content/catalog.ts';
import { packSource } from '../../src/content/pack-source.ts';
import { search } from '../../src/content/search.ts';
import { GOOD_PACK, load } from './memory-pack.ts';

const glossary = `format: 1
terms:
  - {id: kernel, term: {en: kernel, ko: 커널}, means: {en: The core., ko: 핵심.}}
  - {id: host-kernel, term: {en: host kernel, ko: 호스트 커널}, means: {en: Its., ko: 그것.}}
  - {id: vm, term: {en: virtual machine, ko: 가상 머신}, means: {en: A machine., ko: 기계.}, also: [VM, guest]}
`;
const { pack } = load({ ...GOOD_PACK, 'glossary.yaml': glossary });
const catalog = createCatalog([packSource(pack!)]);
const terms = (query: string) => search(catalog, query, 'en').terms.map(({ id }) => id);

describe('search', () => {
  it('finds a term in either language, the whole word before a part of one', () => {
    expect(terms('kernel')).toEqual(['kernel', 'host-kernel']);
    expect(terms('커널')).toEqual(['kernel', 'host-kernel']);
    expect(terms('커널'.normalize('NFD'))).toEqual(['kernel', 'host-kernel']);
  });

  it('finds a term by its other words, whatever their case', () => {
    expect(terms('vm')).toEqual(['vm']);
    expect(terms('GUEST')).toEqual(['vm']);
    expect(terms('host-kernel')).toEqual(['host-kernel']);
  });

  it('finds lessons by title and id', () => {
    const found = search(catalog, 'one kernel', 'ko');
    expect(found.lessons.map(({ key }) => key)).toEqual(['good/kernel-lesson']);
  });

  it('suggests the nearest word where nothing is found', () => {
    expect(search(catalog, 'kernal', 'en')).toEqual({ terms: [], lessons: [], suggestion: 'kernel' });
    expect(search(catalog, 'quantum chromodynamics', 'en')).toEqual({ terms: [], lessons: [] });
    expect(search(catalog, ' ', 'en')).toEqual({ terms: [], lessons: [] });
  });
});
