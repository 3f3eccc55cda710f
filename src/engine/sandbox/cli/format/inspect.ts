import { GoMap, type GoValue, toJson } from '../../../../formats/go-template/values.ts';
import type { Task } from '../../kernel/process.ts';
import { CommandError, type Docker } from '../docker.ts';
import { readTemplate, runTemplate } from './rows.ts';

/** Fields of the API that are maps, where a key that is not there is no mistake. */
const MAPS = new Set([
  'Labels',
  'Ports',
  'Networks',
  'Options',
  'ExposedPorts',
  'Volumes',
  'PortBindings',
  'Containers',
  'Data',
  'Sysctls',
]);

/** Fields that a struct of the API may have and leave out of its JSON. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  State: ['Health'],
  Config: [
    'Healthcheck',
    'Labels',
    'Volumes',
    'ExposedPorts',
    'OnBuild',
    'Shell',
    'StopSignal',
    'StopTimeout',
    'User',
    'WorkingDir',
    'Entrypoint',
    'Cmd',
    'Env',
  ],
  HostConfig: ['Init'],
};

/** @returns facts as a template sees them */
export function templateData(value: unknown, field = ''): GoValue {
  if (Array.isArray(value)) return value.map((item) => templateData(item));
  if (typeof value !== 'object' || value === null) return value as GoValue;
  const entries: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) entries[key] = templateData(item, key);
  if (MAPS.has(field)) return new GoMap(entries);
  for (const key of OPTIONAL[field] ?? []) if (!(key in entries)) entries[key] = undefined;
  return entries;
}

/**
 * `docker … inspect`: facts as JSON with four spaces, or through a template, one after the other; errors at the end.
 * @param find facts of one subject; throws CommandError
 */
export function* inspect(docker: Docker, find: (subject: string) => object): Task<number> {
  const format = docker.text('format');
  const template = format === '' || format === 'json' ? undefined : readTemplate(format, 64);
  const found: GoValue[] = [];
  const errors: string[] = [];
  let text = '';
  for (const subject of docker.args) {
    try {
      const facts = templateData(find(subject));
      if (template === undefined) found.push(facts);
      else text += `${runTemplate(template, facts)}\n`;
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      errors.push(problem.message);
    }
  }
  if (template !== undefined) yield* docker.out(text === '' ? '\n' : text);
  else yield* docker.out(`${toJson(found, format === 'json' ? '' : '    ')}\n`);
  if (errors.length === 0) return 0;
  yield* docker.err(`${errors.join('\n')}\n`);
  return 1;
}
