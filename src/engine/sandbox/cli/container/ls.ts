import type { Task } from '../../kernel/process.ts';
import type { Docker } from '../docker.ts';
import { renderRows } from '../format/rows.ts';
import { filterContainers } from './filter.ts';
import { CONTAINER_SHAPE, containerRow, SIZED_SHAPE } from './rows.ts';

/** `docker ps`. */
export function* ls(docker: Docker): Task<number> {
  const all = docker.ask((daemon) => daemon.containers());
  const filters = docker.filters();
  const last = docker.bool('latest') ? 1 : docker.number('last');
  // These filters look at containers that do not run, whether asked for all or not.
  const everyState =
    docker.bool('all') || last > 0 || ['status', 'exited', 'before', 'since'].some((key) => filters.has(key));
  let found = filterContainers(docker, filters, all);
  if (!everyState) found = found.filter(({ State }) => State.Running);
  if (last > 0) found = found.slice(0, last);
  const truncate = !docker.bool('no-trunc');
  const rows = found.map((container) => containerRow(docker, container, truncate));
  const shape = docker.bool('size') ? SIZED_SHAPE : CONTAINER_SHAPE;
  yield* docker.out(renderRows(shape, rows, docker.text('format'), docker.bool('quiet')));
  return 0;
}
