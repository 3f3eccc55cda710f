import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderProject } from '../../../src/formats/compose/render.ts';
import { project } from './load-here.ts';

const folder = new URL('./samples/', import.meta.url);
const samples = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('published samples', () => {
  it.each(samples)('%s is read, and its config is the same when read again', (name) => {
    const found = project(readFileSync(new URL(name, folder), 'utf8'));
    expect(found.services.size).toBeGreaterThan(0);
    const once = renderProject(found, 'yaml');
    expect(renderProject(project(once), 'yaml')).toBe(once);
  });
});
