import { resolvePath } from '../../../formats/compose/paths.ts';
import { renderProject } from '../../../formats/compose/render.ts';
import { CommandError } from '../cli/docker.ts';
import { fromText, toText } from '../kernel/bytes.ts';
import { SystemError } from '../kernel/errors.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { imageOf } from './request.ts';

/** `docker compose config`. */
export function* config(compose: Compose): Task<number> {
  const { docker } = compose;
  const format = docker.text('format') || 'yaml';
  if (format !== 'yaml' && format !== 'json')
    throw new CommandError(`unsupported format ${JSON.stringify(format)}`);
  const interpolate = !docker.bool('no-interpolate');
  const project = yield* compose.load(docker.args, { interpolate });
  const lines = (names: Iterable<string>) => docker.out([...names].map((name) => `${name}\n`).join(''));
  const services = [...project.services.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const all = [...project.services.values(), ...project.disabled.values()];
  if (docker.bool('quiet')) return 0;
  if (docker.bool('services')) yield* lines(services.map(({ name }) => name));
  else if (docker.bool('volumes')) yield* lines([...project.volumes.keys()].toSorted());
  else if (docker.bool('networks')) yield* lines([...project.networks.keys()].toSorted());
  else if (docker.bool('profiles')) yield* lines(new Set(all.flatMap(({ profiles }) => profiles).toSorted()));
  else if (docker.bool('images')) yield* lines(services.map((service) => imageOf(project, service)));
  else {
    const text = renderProject(project, format, interpolate);
    const output = docker.text('output');
    if (output === '') yield* docker.out(text);
    else write(compose, output, text);
  }
  return 0;
}

function write({ docker }: Compose, path: string, text: string): void {
  const whole = resolvePath(toText(docker.process.cwd()), path, '/root');
  try {
    docker.process.fs.writeFile(fromText(whole), fromText(text));
  } catch (problem) {
    if (!(problem instanceof SystemError)) throw problem;
    throw new CommandError(`open ${path}: ${problem.message.toLowerCase()}`);
  }
}
