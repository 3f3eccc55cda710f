/**
 * The words that pictures of Compose projects add of their own. Korean avoids particles after names, which may end in
 * any letter. Words that docker itself prints (`healthy`) stay as they are.
 */
import type { Lang } from '../../text/localized.ts';

/** How many of each kind have no room in a picture. */
export interface LeftOut {
  readonly services: number;
  readonly networks: number;
  readonly volumes: number;
}

/** What is there of `1 service`, `0 networks` and the like. */
const some = (counts: readonly (readonly [count: number, text: string])[]) =>
  counts.flatMap(([count, text]) => (count === 0 ? [] : [text])).join(', ');
const plural = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

const en = {
  // In the picture. Lists of forms begin with the longest.
  /** The edge of the computer that the ports are published on. */
  host: 'host',
  /** Where Docker picks the port of the host. */
  anyPort: 'any port',
  network: 'network',
  volume: 'volume',
  external: 'external',
  internal: 'internal',
  build: (context: string) => `build ${context}`,
  after: (service: string) => [`after ${service}`],
  afterHealthy: (service: string) => [`after ${service} (healthy)`, `after ${service}`],
  afterCompleted: (service: string) => [`after ${service} (completed)`, `after ${service}`],
  profile: (profiles: readonly string[]) => `profile ${profiles.join(', ')}`,
  fromHost: (path: string) => `host: ${path}`,
  onNetwork: (network: string) => `network ${network}`,
  hasVolume: (volume: string) => `volume ${volume}`,
  modeHost: "the host's network",
  modeNone: 'no network',
  modeOf: (name: string) => `network of ${name}`,
  mode: (mode: string) => `network mode ${mode}`,
  more: ({ services, networks, volumes }: LeftOut): [string, ...string[]] => {
    const kinds = some([
      [services, plural(services, 'service')],
      [networks, plural(networks, 'network')],
      [volumes, plural(volumes, 'volume')],
    ]);
    return [`not drawn: ${kinds}`, `and ${services + networks + volumes} more`];
  },

  // In the alternative.
  services: 'Services:',
  networks: 'Networks:',
  volumes: 'Volumes:',
  containers: (count: number) => (count === 0 ? 'no container' : `${count} containers`),
  onNetworks: (names: readonly string[]) => `on ${names.join(', ')}`,
  port: (host: string, target: string) => `port ${host} of the host leads to ${target}`,
  portAny: (target: string) => `a port of the host that Docker picks leads to ${target}`,
  volumeAt: (volume: string, target: string) => `volume ${volume} at ${target}`,
  bindAt: (source: string, target: string) => `${source} of the host at ${target}`,
  readOnly: 'read-only',
  starts: {
    started: (name: string) => `starts after ${name}`,
    healthy: (name: string) => `starts when ${name} is healthy`,
    completed: (name: string) => `starts when ${name} has completed`,
  },
  onlyWith: (profiles: readonly string[]) => `only with the profile ${profiles.join(' or ')}`,
  externalNetwork: 'external: made outside this project',
  internalNetwork: 'internal: no way out',
  externalVolume: 'external: made outside this project',
  used: (names: readonly string[]) => `used by ${names.join(', ')}`,
  attached: (names: readonly string[]) => `attached: ${names.join(', ')}`,
  nobody: 'used by nobody',

  // Edits.
  changedIn: (name: string, changes: readonly string[]) => `${name}: ${changes.join('; ')}.`,
  nowOn: (names: readonly string[]) =>
    names.length === 0 ? 'now on no network' : `now on ${names.join(', ')}`,
  nowVolumes: (names: readonly string[]) =>
    names.length === 0 ? 'now without volumes' : `now with the volume ${names.join(', ')}`,
  nowPorts: (ports: readonly string[]) =>
    ports.length === 0 ? 'publishes no port now' : `publishes now ${ports.join(', ')}`,
  nowContainers: (count: number) => (count === 1 ? 'now one container' : `now ${count} containers`),
  nowFrom: (note: string) => `now from ${note}`,
};

/** The words of one language. */
export type ComposeWords = typeof en;

const ko: ComposeWords = {
  host: '호스트',
  anyPort: '임의 포트',
  network: '네트워크',
  volume: '볼륨',
  external: '외부',
  internal: '내부 전용',
  build: (context) => `빌드 ${context}`,
  after: (service) => [`${service} 시작 후`],
  afterHealthy: (service) => [`${service} healthy 확인 후`, `${service} healthy 후`],
  afterCompleted: (service) => [`${service} 정상 종료 후`, `${service} 종료 후`],
  profile: (profiles) => `프로필 ${profiles.join(', ')}`,
  fromHost: (path) => `호스트: ${path}`,
  onNetwork: (network) => `네트워크 ${network}`,
  hasVolume: (volume) => `볼륨 ${volume}`,
  modeHost: '호스트의 네트워크',
  modeNone: '네트워크 없음',
  modeOf: (name) => `${name}의 네트워크`,
  mode: (mode) => `네트워크 모드 ${mode}`,
  more: ({ services, networks, volumes }) => {
    const kinds = some([
      [services, `서비스 ${services}개`],
      [networks, `네트워크 ${networks}개`],
      [volumes, `볼륨 ${volumes}개`],
    ]);
    return [`그리지 않은 것: ${kinds}`, `외 ${services + networks + volumes}개`];
  },

  services: '서비스:',
  networks: '네트워크:',
  volumes: '볼륨:',
  containers: (count) => (count === 0 ? '컨테이너 없음' : `컨테이너 ${count}개`),
  onNetworks: (names) => `네트워크 ${names.join(', ')}`,
  port: (host, target) => `호스트의 ${host} 포트 → ${target} 포트`,
  portAny: (target) => `Docker가 고르는 호스트의 포트 → ${target} 포트`,
  volumeAt: (volume, target) => `볼륨 ${volume} → ${target}`,
  bindAt: (source, target) => `호스트의 ${source} → ${target}`,
  readOnly: '읽기 전용',
  starts: {
    started: (name) => `${name} 시작 후에 시작`,
    healthy: (name) => `${name} healthy 상태 확인 후에 시작`,
    completed: (name) => `${name} 정상 종료 후에 시작`,
  },
  onlyWith: (profiles) => `프로필 ${profiles.join(' 또는 ')} 선택 시에만`,
  externalNetwork: '외부: 이 프로젝트 밖에서 만든 것',
  internalNetwork: '내부 전용: 밖으로 나가는 길 없음',
  externalVolume: '외부: 이 프로젝트 밖에서 만든 것',
  used: (names) => `쓰는 서비스: ${names.join(', ')}`,
  attached: (names) => `연결된 서비스: ${names.join(', ')}`,
  nobody: '쓰는 서비스 없음',

  changedIn: (name, changes) => `${name}: ${changes.join('; ')}.`,
  nowOn: (names) => (names.length === 0 ? '이제 네트워크 없음' : `이제 네트워크 ${names.join(', ')}`),
  nowVolumes: (names) => (names.length === 0 ? '이제 볼륨 없음' : `이제 볼륨 ${names.join(', ')}`),
  nowPorts: (ports) =>
    ports.length === 0 ? '이제 공개한 포트 없음' : `이제 공개한 포트 ${ports.join(', ')}`,
  nowContainers: (count) => `이제 컨테이너 ${count}개`,
  nowFrom: (note) => `이제 ${note}`,
};

/**
 * The words of a language.
 *
 * @param lang the language
 * @returns its table; English if there is none
 */
export function composeWords(lang: Lang): ComposeWords {
  return lang === 'ko' ? ko : en;
}
