import { readFileSync } from 'node:fs';
import { parseFile } from '../../src/content/parse.ts';
import { ProblemList } from '../../src/content/problems.ts';
import { RegistrySchema, type RegistrySource } from '../../src/content/schema/registry.ts';
import { validate } from '../../src/content/validate.ts';
import type { RegistryCatalog } from '../../src/engine/sandbox/registry/catalog.ts';
import { createRegistry } from '../../src/engine/sandbox/registry/create-registry.ts';

let source: RegistrySource | undefined;

/** @returns the registry's file of the built-in pack, as it is compiled */
export function registrySource(): RegistrySource {
  if (source !== undefined) return source;
  const list = new ProblemList();
  const { file, problems } = parseFile(
    'registry.yaml',
    readFileSync(new URL('../../lessons/registry.yaml', import.meta.url)),
  );
  const valid = file === undefined ? undefined : validate(RegistrySchema, file, list);
  if (valid === undefined) throw new Error(JSON.stringify([...problems, ...list.problems], undefined, 1));
  source = valid;
  return valid;
}

/** @returns what the sandbox can pull */
export function testRegistry(): RegistryCatalog {
  return createRegistry(registrySource());
}
