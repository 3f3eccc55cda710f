import { BUILD_COMMANDS } from './commands/build.ts';
import { COMPOSE_COMMANDS } from './commands/compose.ts';
import { CREATE_COMMANDS } from './commands/container-create.ts';
import { LIFE_COMMANDS } from './commands/container-life.ts';
import { LOOK_COMMANDS } from './commands/container-look.ts';
import { IMAGE_COMMANDS } from './commands/image.ts';
import { NETWORK_COMMANDS } from './commands/network.ts';
import { SYSTEM_COMMANDS } from './commands/system.ts';
import { VOLUME_COMMANDS } from './commands/volume.ts';
import { group } from './make.ts';
import type { CommandSpec, GroupSpec } from './types.ts';

/** Every command of docker's command line that docker-tutor knows. */
export const COMMANDS: readonly CommandSpec[] = [
  ...CREATE_COMMANDS,
  ...LIFE_COMMANDS,
  ...LOOK_COMMANDS,
  ...IMAGE_COMMANDS,
  ...NETWORK_COMMANDS,
  ...VOLUME_COMMANDS,
  ...SYSTEM_COMMANDS,
  ...BUILD_COMMANDS,
  ...COMPOSE_COMMANDS,
];

/** The words that gather commands. */
export const GROUPS: readonly GroupSpec[] = [
  group('builder', 'Builds', '빌드 관리'),
  group('buildx', 'Builds with BuildKit', 'BuildKit으로 빌드', { plugin: true }),
  group('compose', 'Applications of several containers', '여러 컨테이너로 된 애플리케이션', { plugin: true }),
  group('container', 'Containers', '컨테이너 관리'),
  group('context', 'Contexts: which engine to talk to', '컨텍스트(연결할 엔진) 관리'),
  group('image', 'Images', '이미지 관리'),
  group('network', 'Networks', '네트워크 관리'),
  group('system', 'The engine as a whole', '엔진 전체 관리'),
  group('volume', 'Volumes', '볼륨 관리'),
];

/** A word in the tree of commands. */
export interface Branch {
  readonly command?: CommandSpec;
  readonly group?: GroupSpec;
  /** true where the word is another name of a command, not its own. */
  readonly alias: boolean;
  readonly next: ReadonlyMap<string, Branch>;
}

interface Growing {
  command?: CommandSpec;
  group?: GroupSpec;
  alias: boolean;
  next: Map<string, Growing>;
}

function plant(root: Growing, path: readonly string[]): Growing {
  let at = root;
  for (const word of path) {
    let next = at.next.get(word);
    if (next === undefined) {
      next = { alias: false, next: new Map() };
      at.next.set(word, next);
    }
    at = next;
  }
  return at;
}

function grow(): Branch {
  const root: Growing = { alias: false, next: new Map() };
  for (const each of GROUPS) plant(root, each.path).group = each;
  for (const each of COMMANDS) {
    plant(root, each.path).command = each;
    for (const alias of each.aliases) Object.assign(plant(root, alias), { command: each, alias: true });
  }
  return root;
}

/** The words after `docker`, as a tree. */
export const ROOT: Branch = grow();
