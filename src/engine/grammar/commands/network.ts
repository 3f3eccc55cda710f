import { args, command, flag, unmodelled } from '../make.ts';
import type { CommandSpec } from '../types.ts';
import { FILTER, FORCE_PRUNE, FORMAT, NO_TRUNC, PRUNE_FILTER, SHORT_FORMAT } from './shared.ts';

/** Commands for networks. */
export const NETWORK_COMMANDS: readonly CommandSpec[] = [
  command('network ls', '[OPTIONS]', 'List networks', '네트워크 목록을 표시', {
    also: ['network list'],
    flags: [FILTER, FORMAT, NO_TRUNC, flag('-q, --quiet', 'Print ids only', '아이디만 출력')],
  }),
  command('network create', '[OPTIONS] NETWORK', 'Create a network', '네트워크를 만듦', {
    args: [{ name: 'NETWORK', completes: 'none' }],
    flags: [
      unmodelled(
        '--attachable',
        'Let containers attach by hand (Swarm)',
        '컨테이너를 직접 연결할 수 있게 함(Swarm)',
      ),
      unmodelled('--aux-address map', 'Addresses that are used already', '이미 쓰이는 주소'),
      unmodelled('--config-from string', 'Network to copy the configuration from', '설정을 가져올 네트워크'),
      unmodelled('--config-only', 'Make a configuration only', '설정만 만들기'),
      flag('-d, --driver string', 'Driver of the network', '네트워크 드라이버', {
        default: 'bridge',
        values: ['bridge', 'host', 'none'],
      }),
      flag('--gateway list', 'Gateway of the subnet', '서브넷의 게이트웨이', {
        placeholder: 'ipSlice',
        check: 'ip',
      }),
      unmodelled('--ingress', 'Make a routing mesh (Swarm)', '라우팅 메시 만들기(Swarm)'),
      flag('--internal', 'Without a way to the outside', '외부로 나가는 길이 없는 네트워크'),
      unmodelled('--ip-range list', 'Range to give addresses from', '주소를 나눠 줄 범위', {
        placeholder: 'ipNetSlice',
      }),
      unmodelled('--ipam-driver string', 'Driver that gives addresses', '주소 관리(IPAM) 드라이버', {
        default: 'default',
      }),
      unmodelled('--ipam-opt map', 'Options of that driver', '주소 관리 드라이버 옵션'),
      unmodelled('--ipv4', 'Give IPv4 addresses', 'IPv4 주소 사용', { default: true }),
      unmodelled('--ipv6', 'Give IPv6 addresses', 'IPv6 주소 사용'),
      flag('--label list', 'Set a label', '레이블 설정', { check: 'label' }),
      flag('-o, --opt map', 'Options of the driver', '드라이버 옵션'),
      unmodelled('--scope string', 'Scope of the network', '네트워크 범위'),
      flag('--subnet strings', 'Subnet, such as 172.28.0.0/16', '서브넷(예: 172.28.0.0/16)'),
    ],
  }),
  command('network rm', 'NETWORK [NETWORK...]', 'Remove networks', '네트워크를 삭제', {
    also: ['network remove'],
    args: args('NETWORK...'),
    flags: [flag('-f, --force', 'No error for one that is not there', '없는 네트워크여도 오류로 보지 않음')],
  }),
  command(
    'network inspect',
    '[OPTIONS] NETWORK [NETWORK...]',
    'Show all facts of networks',
    '네트워크의 모든 정보를 표시',
    {
      args: args('NETWORK...'),
      flags: [SHORT_FORMAT, flag('-v, --verbose', 'Show more', '더 자세히 표시')],
    },
  ),
  command(
    'network connect',
    '[OPTIONS] NETWORK CONTAINER',
    'Connect a container to a network',
    '컨테이너를 네트워크에 연결',
    {
      args: args('NETWORK', 'CONTAINER'),
      flags: [
        flag('--alias strings', 'Another name for it in the network', '네트워크에서 쓸 별칭'),
        unmodelled('--driver-opt strings', 'Options of the driver', '드라이버 옵션'),
        unmodelled(
          '--gw-priority int',
          'Which network has the default gateway',
          '기본 게이트웨이를 줄 네트워크의 우선순위',
          { default: 0 },
        ),
        flag('--ip string', 'IPv4 address', 'IPv4 주소', { placeholder: 'ip', check: 'ip' }),
        unmodelled('--ip6 string', 'IPv6 address', 'IPv6 주소', { placeholder: 'ip', check: 'ip' }),
        unmodelled('--link list', 'Link to another container', '다른 컨테이너에 연결', { check: 'link' }),
        unmodelled('--link-local-ip list', 'Link-local addresses', '링크 로컬 주소', {
          placeholder: 'ipSlice',
        }),
      ],
    },
  ),
  command(
    'network disconnect',
    '[OPTIONS] NETWORK CONTAINER',
    'Disconnect a container from a network',
    '컨테이너를 네트워크에서 분리',
    {
      args: args('NETWORK', 'CONTAINER'),
      flags: [flag('-f, --force', 'Disconnect it whatever it does', '강제로 분리')],
    },
  ),
  command('network prune', '[OPTIONS]', 'Remove networks that nothing uses', '쓰이지 않는 네트워크를 삭제', {
    flags: [PRUNE_FILTER, FORCE_PRUNE],
  }),
];
