import type { ComposeProject } from '../../../formats/compose/model.ts';
import { dependencyOrder } from '../../../formats/compose/select.ts';
import type { ContainerFacts } from '../../world.ts';
import { CommandError } from '../cli/docker.ts';
import type { Program, Task } from '../kernel/process.ts';
import type { Compose } from './context.ts';
import { labelOf } from './labels.ts';

/** Does several things at one time, each in a process of its own, for a process waits for one thing at a time. Throws CommandError. */
export function* together(
  compose: Compose,
  tasks: readonly (() => (compose: Compose) => Task<void>)[],
): Task<void> {
  const { process } = compose.docker;
  const [only] = tasks;
  if (only !== undefined && tasks.length === 1) {
    yield* only()(compose);
    return;
  }
  let failed = 0;
  for (const task of tasks) {
    const body: Program = function* (helper) {
      const own = compose.in(helper);
      try {
        yield* task()(own);
      } catch (problem) {
        if (!(problem instanceof CommandError)) throw problem;
        yield* own.docker.err(`${problem.message}\n`);
        return problem.exit;
      }
      return 0;
    };
    process.spawn({ argv: ['docker'], env: process.env, body });
  }
  for (let left = tasks.length; left > 0; left -= 1) {
    const ended = yield* process.wait('any');
    if (ended !== undefined && ended.status !== 0) failed = ended.status;
  }
  if (failed !== 0) throw new CommandError('', failed);
}

/** @returns the containers by service, those first on which nothing depends; each group can end at one time */
export function reverseOrder(
  project: ComposeProject | undefined,
  containers: readonly ContainerFacts[],
): readonly (readonly ContainerFacts[])[] {
  if (project !== undefined)
    return dependencyOrder({ ...project, services: new Map([...project.services, ...project.disabled]) })
      .toReversed()
      .map((group) => containers.filter((one) => group.some(({ name }) => name === labelOf(one, 'service'))));
  // Without the files, the containers themselves say what they depend on.
  const services = [...new Set(containers.map((one) => labelOf(one, 'service')))];
  const below = new Map(
    services.map((service) => [
      service,
      containers
        .filter((one) => labelOf(one, 'service') === service)
        .flatMap((one) => labelOf(one, 'dependsOn').split(','))
        .map((text) => text.split(':')[0] ?? '')
        .filter((name) => name !== ''),
    ]),
  );
  const levelOf = (service: string, trail: readonly string[]): number =>
    trail.includes(service)
      ? 0
      : Math.max(0, ...(below.get(service) ?? []).map((name) => levelOf(name, [...trail, service]) + 1));
  const levels = new Map(services.map((service) => [service, levelOf(service, [])]));
  const highest = Math.max(-1, ...levels.values());
  return Array.from({ length: highest + 1 }, (_, index) =>
    containers.filter((one) => levels.get(labelOf(one, 'service')) === highest - index),
  );
}
