import { CommandError } from '../cli/docker.ts';
import type { Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { labelOf, nameOf } from './labels.ts';

/** Cuts `web:/etc/hosts`; a path that begins with `/` or `.` is the host's. */
function place(text: string): { readonly service: string; readonly path: string } {
  const colon = text.indexOf(':');
  if (text.startsWith('/') || text.startsWith('.') || colon < 1) return { service: '', path: text };
  return { service: text.slice(0, colon), path: text.slice(colon + 1) };
}

/** `docker compose cp`: from the first container of a service, or to all of them. */
export function* cp(compose: Compose): Task<number> {
  const { docker, progress } = compose;
  const [source = '', destination = ''] = docker.args;
  const from = place(source);
  const to = place(destination);
  if (from.service !== '' && to.service !== '')
    throw new CommandError('copying between services is not supported');
  const service = from.service === '' ? to.service : from.service;
  if (service === '') throw new CommandError('unknown copy direction');
  const name = yield* compose.projectName();
  const index = docker.number('index');
  const all = compose
    .containers(name, { oneOff: docker.bool('all') ? 'with' : 'without', services: [service] })
    .filter((one) => index === 0 || labelOf(one, 'number') === String(index));
  if (all.length === 0) throw new CommandError(`no container found for service ${JSON.stringify(service)}`);
  for (const container of from.service === '' ? all : all.slice(0, 1)) {
    const own = nameOf(container);
    const what =
      from.service === '' ? `${source} to ${own}:${to.path}` : `${own}:${from.path} to ${destination}`;
    yield* progress.say(own, 'Copying', what);
    yield* compose.run([
      'cp',
      '--quiet',
      ...(docker.bool('archive') ? ['--archive'] : []),
      ...(docker.bool('follow-link') ? ['--follow-link'] : []),
      from.service === '' ? source : `${container.Id}:${from.path}`,
      from.service === '' ? `${container.Id}:${to.path}` : destination,
    ]);
    yield* progress.say(own, 'Copied', what);
  }
  yield* progress.done('copy');
  return 0;
}
