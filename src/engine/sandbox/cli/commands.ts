import { commit, exportContainer } from './container/commit.ts';
import { cp } from './container/cp.ts';
import { create } from './container/create.ts';
import { exec } from './container/exec.ts';
import { kill, pause, rename, restart, rm, stop, unpause, update, wait } from './container/life.ts';
import { logs } from './container/logs.ts';
import { diff, port, top } from './container/look.ts';
import { ls } from './container/ls.ts';
import { run } from './container/run.ts';
import { attach, start } from './container/start.ts';
import { stats } from './container/stats.ts';
import type { CommandCode } from './docker.ts';
import { importImage, load, save } from './image/archive.ts';
import { inspectImages, push, rm as rmi, tag } from './image/commands.ts';
import { history } from './image/history.ts';
import { ls as images } from './image/ls.ts';
import { pull } from './image/pull.ts';
import {
  connect,
  create as createNetwork,
  disconnect,
  ls as networks,
  rm as removeNetwork,
} from './network/commands.ts';
import { info, version } from './system/about.ts';
import { df } from './system/df.ts';
import { events } from './system/events.ts';
import { inspectAny, inspectContainers, inspectNetworks, inspectVolumes } from './system/inspect.ts';
import { pruneContainers, pruneImages, pruneNetworks, pruneSystem, pruneVolumes } from './system/prune.ts';
import { contexts, currentContext, login, logout, search } from './system/registry.ts';
import { create as createVolume, rm as removeVolume, ls as volumes } from './volume/commands.ts';

/** The code of each command, by its full name in the table of docker's command line. */
export const COMMAND_CODE: ReadonlyMap<string, CommandCode> = new Map<string, CommandCode>([
  ['container attach', attach],
  ['container create', create],
  ['container exec', exec],
  ['container inspect', inspectContainers],
  ['container kill', kill],
  ['container logs', logs],
  ['container ls', ls],
  ['container pause', pause],
  ['container rename', rename],
  ['container restart', restart],
  ['container rm', rm],
  ['container run', run],
  ['container start', start],
  ['container stop', stop],
  ['container unpause', unpause],
  ['container update', update],
  ['container wait', wait],
  ['image history', history],
  ['image inspect', inspectImages],
  ['image ls', images],
  ['image pull', pull],
  ['image push', push],
  ['image rm', rmi],
  ['image tag', tag],
  ['inspect', inspectAny],
  ['network inspect', inspectNetworks],
  ['volume inspect', inspectVolumes],
  ['container commit', commit],
  ['container cp', cp],
  ['container diff', diff],
  ['container export', exportContainer],
  ['container port', port],
  ['container prune', pruneContainers],
  ['container stats', stats],
  ['container top', top],
  ['context ls', contexts],
  ['context show', currentContext],
  ['image import', importImage],
  ['image load', load],
  ['image prune', pruneImages],
  ['image save', save],
  ['login', login],
  ['logout', logout],
  ['network connect', connect],
  ['network create', createNetwork],
  ['network disconnect', disconnect],
  ['network ls', networks],
  ['network prune', pruneNetworks],
  ['network rm', removeNetwork],
  ['search', search],
  ['system df', df],
  ['system events', events],
  ['system info', info],
  ['system prune', pruneSystem],
  ['version', version],
  ['volume create', createVolume],
  ['volume ls', volumes],
  ['volume prune', pruneVolumes],
  ['volume rm', removeVolume],
]);
