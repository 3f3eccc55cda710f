/** The words of an engine's picture and of its alternative. No particle stands behind what is put in. */

import type { ContainerStatus } from '../../engine/world.ts';
import type { Lang } from '../../text/localized.ts';
import type { LeftOut } from './model.ts';

type Health = 'starting' | 'healthy' | 'unhealthy';
/** A text in its forms, the longest first. */
export type Texts = readonly [string, ...string[]];

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
const inAll = ({ containers, images, networks, volumes }: LeftOut) =>
  containers + images + networks + volumes;

const en = {
  // In the picture.
  status: (status: ContainerStatus, exitCode: number | undefined) =>
    exitCode === undefined ? status : `${status} ${exitCode}`,
  health: { starting: 'health: starting', healthy: 'healthy', unhealthy: 'unhealthy' } as Record<
    Health,
    string
  >,
  /** In place of the state of a container that is gone. */
  gone: 'gone',
  writable: ['writable layer', 'writable'] as Texts,
  empty: 'empty',
  /** How many changes there are. */
  changes: (count: number) => plural(count, 'change'),
  /** Behind a list that is cut short, with what parts it from the list. */
  more: (count: number) => `, ${count} more`,
  ports: (count: number) => plural(count, 'port'),
  mounts: (count: number) => plural(count, 'mount'),
  readOnly: 'read-only',
  mode: (mode: string) => `network: ${mode}`,
  /** Layers of an image that stands on no other. */
  layers: (count: number) => plural(count, 'layer'),
  /** Layers that an image has beside those below it. */
  moreLayers: (count: number) => plural(count, 'more layer'),
  sameLayers: 'no layer of its own',
  inAll: (size: string) => `${size} in all`,
  /** A floor that is no image of its own. */
  shared: (count: number) =>
    [`${plural(count, 'layer')}, shared by the images above`, `${count} shared`] as Texts,
  again: ['the same image once more', 'once more'] as Texts,
  kernel: ['Host kernel', 'Kernel'] as Texts,
  engine: ['Docker Engine', 'Engine'] as Texts,
  processes: (names: readonly string[]) =>
    names.length === 0
      ? (['runs no container'] as Texts)
      : ([`runs the processes of ${names.join(', ')}`, `runs ${plural(names.length, 'container')}`] as Texts),
  volumes: 'Volumes',
  networks: 'Networks',
  unused: 'no container uses it',
  nothing: ['No containers, images or volumes yet', 'Nothing here yet'] as Texts,
  leftOut: (out: LeftOut): Texts => {
    const kinds = [
      ...(out.containers > 0 ? [plural(out.containers, 'container')] : []),
      ...(out.images > 0 ? [plural(out.images, 'image')] : []),
      ...(out.networks > 0 ? [plural(out.networks, 'network')] : []),
      ...(out.volumes > 0 ? [plural(out.volumes, 'volume')] : []),
    ].join(', ');
    return [`Not in the picture: ${kinds}`, `Not drawn: ${kinds}`, `Not drawn: ${inAll(out)} more`];
  },

  // In the alternative.
  containersAre: (count: number) => (count === 0 ? 'No containers.' : `${plural(count, 'container')}:`),
  imagesAre: (count: number) => (count === 0 ? 'No images.' : `${plural(count, 'image')}, read-only:`),
  networksAre: (count: number) => `${plural(count, 'network')}:`,
  volumesAre: (count: number) => `${plural(count, 'volume')}:`,
  ofImage: (image: string) => `stands on image ${image}`,
  published: (host: string, target: string) =>
    host === '' ? `port ${target} published` : `port ${host} of the host leads to ${target}`,
  onNetworks: (names: readonly string[]) =>
    `on ${names.length === 1 ? 'network' : 'networks'} ${names.join(', ')}`,
  volumeAt: (volume: string, target: string) => `volume ${volume} at ${target}`,
  bindAt: (source: string, target: string) => `${source} of the host at ${target}`,
  writes: (what: string) => `writable layer: ${what}`,
  change: { A: 'added', C: 'changed', D: 'deleted' } as Record<'A' | 'C' | 'D', string>,
  shares: (count: number, images: readonly string[]) =>
    `${plural(count, 'layer')} shared with ${images.join(', ')}`,
  usedBy: (names: readonly string[]) => names.join(', '),
  beside: (names: readonly string[]) =>
    names.length === 0
      ? 'The host kernel runs no container. The Docker Engine stands beside the kernel and manages the containers.'
      : `The one host kernel runs the processes of ${names.join(', ')}. The Docker Engine stands beside the kernel and manages the containers.`,

  // In what is said of a change.
  noun: { containers: 'container', images: 'image', networks: 'network', volumes: 'volume' },
  removed: (what: string) => `${what}: removed.`,
  added: (what: string) => `${what}: added.`,
  nowIs: (what: string, how: readonly string[]) => `${what}: now ${how.join('; ')}.`,
  changed: (what: string) => `${what}: changed.`,
  joined: (names: readonly string[]) => `also on ${names.join(', ')}`,
  left: (names: readonly string[]) => `no longer on ${names.join(', ')}`,
  noPorts: 'no published ports',
  /** Of a network that every engine has, whoever is on it. */
  inUse: (what: string) => `${what}: now has containers on it.`,
  notInUse: (what: string) => `${what}: now has no containers on it.`,
};

/** The words of one language. */
export type EngineWords = typeof en;

const STATUS_KO: Record<ContainerStatus, string> = {
  created: '생성됨',
  running: '실행 중',
  paused: '일시 정지',
  restarting: '재시작 중',
  removing: '삭제 중',
  exited: '종료됨',
  dead: '비정상 종료',
};

const ko: EngineWords = {
  status: (status, exitCode) =>
    exitCode === undefined ? STATUS_KO[status] : `${STATUS_KO[status]}(${exitCode})`,
  health: { starting: '상태 확인 중', healthy: '정상', unhealthy: '비정상' },
  gone: '없어짐',
  writable: ['쓰기 가능 레이어', '쓰기'],
  empty: '비어 있음',
  changes: (count) => `변경 ${count}개`,
  more: (count) => ` 외 ${count}개`,
  ports: (count) => `포트 ${count}개`,
  mounts: (count) => `마운트 ${count}개`,
  readOnly: '읽기 전용',
  mode: (mode) => `네트워크: ${mode}`,
  layers: (count) => `레이어 ${count}개`,
  moreLayers: (count) => `레이어 ${count}개 더`,
  sameLayers: '따로 가진 레이어 없음',
  inAll: (size) => `모두 ${size}`,
  shared: (count) => [`레이어 ${count}개, 위의 이미지들이 함께 씀`, `공유 ${count}개`],
  again: ['같은 이미지'],
  kernel: ['호스트 커널', '커널'],
  engine: ['도커 엔진', '엔진'],
  processes: (names) =>
    names.length === 0
      ? ['실행 중인 컨테이너 없음']
      : [`실행 중인 프로세스: ${names.join(', ')}`, `컨테이너 ${names.length}개 실행`],
  volumes: '볼륨',
  networks: '네트워크',
  unused: '쓰는 컨테이너 없음',
  nothing: ['아직 컨테이너도 이미지도 볼륨도 없습니다', '아직 아무것도 없습니다'],
  leftOut: (out) => {
    const kinds = [
      ...(out.containers > 0 ? [`컨테이너 ${out.containers}개`] : []),
      ...(out.images > 0 ? [`이미지 ${out.images}개`] : []),
      ...(out.networks > 0 ? [`네트워크 ${out.networks}개`] : []),
      ...(out.volumes > 0 ? [`볼륨 ${out.volumes}개`] : []),
    ].join(', ');
    return [`그림에 없는 것: ${kinds}`, `그 밖에 ${kinds}`, `그 밖에 ${inAll(out)}개`];
  },

  containersAre: (count) => (count === 0 ? '컨테이너 없음.' : `컨테이너 ${count}개:`),
  imagesAre: (count) => (count === 0 ? '이미지 없음.' : `이미지 ${count}개, 읽기 전용:`),
  networksAre: (count) => `네트워크 ${count}개:`,
  volumesAre: (count) => `볼륨 ${count}개:`,
  ofImage: (image) => `바탕이 되는 이미지 ${image}`,
  published: (host, target) =>
    host === '' ? `게시된 포트 ${target}` : `호스트 포트 ${host} → 컨테이너 포트 ${target}`,
  onNetworks: (names) => `네트워크 ${names.join(', ')}`,
  volumeAt: (volume, target) => `볼륨 ${volume} → ${target}`,
  bindAt: (source, target) => `호스트의 ${source} → ${target}`,
  writes: (what) => `쓰기 가능 레이어: ${what}`,
  change: { A: '추가', C: '변경', D: '삭제' },
  shares: (count, images) => `레이어 ${count}개 공유: ${images.join(', ')}`,
  usedBy: (names) => names.join(', '),
  beside: (names) =>
    names.length === 0
      ? '호스트 커널에서 실행 중인 컨테이너가 없습니다. 도커 엔진은 커널 옆에서 컨테이너를 관리합니다.'
      : `하나의 호스트 커널에서 실행 중인 컨테이너 프로세스: ${names.join(', ')}. 도커 엔진은 커널 옆에서 컨테이너를 관리합니다.`,

  noun: { containers: '컨테이너', images: '이미지', networks: '네트워크', volumes: '볼륨' },
  removed: (what) => `${what}: 없어짐.`,
  added: (what) => `${what}: 새로 생김.`,
  nowIs: (what, how) => `${what}: 이제 ${how.join('; ')}.`,
  changed: (what) => `${what}: 바뀜.`,
  joined: (names) => `네트워크에 연결됨: ${names.join(', ')}`,
  left: (names) => `네트워크에서 끊김: ${names.join(', ')}`,
  noPorts: '게시된 포트 없음',
  inUse: (what) => `${what}: 이제 연결된 컨테이너가 있음.`,
  notInUse: (what) => `${what}: 이제 연결된 컨테이너가 없음.`,
};

/**
 * The words of a language.
 *
 * @param lang the language
 * @returns its table; English if there is none
 */
export function engineWords(lang: Lang): EngineWords {
  return lang === 'ko' ? ko : en;
}
