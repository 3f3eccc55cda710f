import { containerEvent } from './events.ts';
import { forgetExecs } from './exec-records.ts';
import { usersOfVolume } from './find.ts';
import type { ContainerRecord, Engine } from './state.ts';
import { edit } from './state.ts';
import { removeVolume } from './volumes.ts';

/** Exit statuses of so many containers that are gone are remembered. */
const MOST_GONE = 64;

/** Removes a container that does not run: its disk, its name, and, if wanted, the volumes nobody gave a name. */
export function discard(engine: Engine, container: ContainerRecord, volumes: boolean): void {
  const { state } = engine;
  const record = edit(engine, container);
  record.removed = true;
  record.dead = true;
  forgetExecs(engine, container);
  edit(engine, state.containers).delete(container.id);
  edit(engine, state.names).delete(container.name);
  edit(engine, state.pushed).delete(container.id);
  const gone = edit(engine, state.gone);
  gone.set(container.id, container.exitCode);
  for (const id of gone.keys()) {
    if (gone.size <= MOST_GONE) {
      break;
    }
    gone.delete(id);
  }
  for (const { volume, named } of volumes ? container.mounts : []) {
    if (volume !== undefined && !named && usersOfVolume(engine, volume).length === 0) {
      removeVolume(engine, volume, true);
    }
  }
  containerEvent(engine, container, 'destroy');
}
