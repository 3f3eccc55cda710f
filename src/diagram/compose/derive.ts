/** A Compose project as it is written in a lesson: Compose's own syntax, read as Compose reads it. */
import { loadCompose } from '../../formats/compose/load.ts';
import type { ComposeProblem, ComposeProject } from '../../formats/compose/model.ts';
import type { Report } from '../issue.ts';
import { toLabel } from '../labels.ts';
import type { Label } from '../part.ts';
import { modelOfProject } from './from-project.ts';
import type { ComposeModel } from './model.ts';
import { partsOfCompose } from './parts.ts';
import type { ComposeDiagramSource } from './schema.ts';
import { unknownKey } from './suggest-key.ts';

type Path = readonly (string | number)[];

/** Where the file would be; nothing is read from there. */
const FOLDER = '/lesson';
const FILE = `${FOLDER}/compose.yaml`;
/** As many services as a picture has room for. */
const MOST_SERVICES = 24;

/**
 * The model of an authored project.
 *
 * @param source the diagram as its schema let it pass
 * @param report is told of what Compose would refuse or warn of, of networks and volumes that no service uses, and of
 *   labels for nothing
 * @returns the model; one without anything if Compose would refuse the project
 */
export function deriveCompose(source: ComposeDiagramSource, report: Report): ComposeModel {
  const { services, networks, volumes } = source;
  const text = JSON.stringify({ services, networks, volumes });
  const { project, problems } = loadCompose({
    files: [FILE],
    workingDir: FOLDER,
    projectName: 'lesson',
    environment: new Map(),
    profiles: ['*'],
    serviceFiles: false,
    read: (path) => (path === FILE ? text : undefined),
  });
  for (const problem of problems) reportProblem(problem, source, report);
  if (project === undefined) return { kind: 'compose', networks: [], volumes: [], services: [] };
  reportUnused(source, project, report);
  if (project.services.size > MOST_SERVICES) {
    const message = `${project.services.size} services are too many for a picture`;
    report({ path: ['services'], rule: 'too-many-services', message, hint: `${MOST_SERVICES} are the most` });
  }
  return withLabels(modelOfProject(project).model, source, report);
}

function reportProblem(
  { message, path }: ComposeProblem,
  source: ComposeDiagramSource,
  report: Report,
): void {
  const place = pathOf(source, path);
  const unknown = unknownKey(message, path);
  if (unknown !== undefined) {
    const hint = unknown.meant === undefined ? {} : { hint: `did you mean \`${unknown.meant}\`?` };
    report({ path: place, rule: 'unknown-key', message: `unknown key \`${unknown.key}\``, ...hint });
    return;
  }
  const plain = message
    .replaceAll(`validating ${FILE}: `, '')
    .replaceAll(`${FOLDER}/`, '')
    .replace(/\s+/g, ' ');
  report({ path: place, rule: 'compose', message: `Compose says: ${plain}` });
}

/** The keys and indexes of a path that Compose has as one text; as far as they lead somewhere. */
function pathOf(source: ComposeDiagramSource, text: string): Path {
  const path: (string | number)[] = [];
  let at: unknown = source;
  let rest = text;
  while (rest !== '' && typeof at === 'object' && at !== null) {
    const keys = Object.keys(at).filter((key) => rest === key || rest.startsWith(`${key}.`));
    const key = keys.sort((a, b) => b.length - a.length)[0];
    if (key === undefined) break;
    path.push(Array.isArray(at) ? Number(key) : key);
    at = (at as Record<string, unknown>)[key];
    rest = rest.slice(key.length + 1);
  }
  return path;
}

/** Compose makes nothing that no service uses, so it would be missing in the picture. */
function reportUnused(source: ComposeDiagramSource, project: ComposeProject, report: Report): void {
  for (const kind of ['networks', 'volumes'] as const) {
    for (const key of Object.keys(source[kind] ?? {})) {
      if (project[kind].has(key)) continue;
      const message = `no service uses the ${kind === 'networks' ? 'network' : 'volume'} \`${key}\`, so Compose makes none`;
      report({ path: [kind, key], rule: 'unused', message, hint: 'give it to a service, or leave it out' });
    }
  }
}

function withLabels(model: ComposeModel, source: ComposeDiagramSource, report: Report): ComposeModel {
  const known = partsOfCompose(model).map((part) => part.path);
  const labels = new Map<string, Label>();
  for (const [part, label] of Object.entries(source.labels ?? {})) {
    const path = ['labels', part];
    if (known.includes(part)) labels.set(part, toLabel(label, path, report));
    else {
      const hint = `it has ${known.join(', ')}`;
      report({ path, rule: 'unknown-part', message: `the project has no part \`${part}\``, hint });
    }
  }
  const labelled = <T extends { readonly id: string; readonly label: Label }>(
    kind: string,
    items: readonly T[],
  ) => items.map((item): T => ({ ...item, label: labels.get(`${kind}/${item.id}`) ?? item.label }));
  return {
    ...model,
    networks: labelled('networks', model.networks),
    volumes: labelled('volumes', model.volumes),
    services: labelled('services', model.services),
  };
}
