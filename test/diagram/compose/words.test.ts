import { describe, expect, test } from 'vitest';
import { type AltItem, describeScene, narrateEdits } from '../../../src/diagram/alternative.ts';
import { diffModels } from '../../../src/diagram/edits.ts';
import { sceneOf } from '../models.ts';
import { project, shop } from './projects.ts';

/** The items as lines, children two cells in. */
function lines(items: readonly AltItem[], indent = ''): string[] {
  return items.flatMap((item) => [indent + item.text, ...lines(item.children, `${indent}  `)]);
}

describe('a project in words', () => {
  test('says of each service what it is joined to, then who is on each network and uses each volume', () => {
    expect(lines(describeScene(sceneOf(shop, { highlight: ['networks/back'] }), 'en'))).toEqual([
      'Services:',
      '  proxy (nginx:1.29; on front; port 8080 of the host leads to 80; starts after api)',
      '  api (build ./api; 3 containers; on front, back; starts when db is healthy)',
      '  db (postgres:17; on back; volume data at /var/lib/postgresql/data)',
      'Networks:',
      '  front (attached: proxy, api)',
      '  back (internal: no way out; attached: api, db; marked)',
      'Volumes:',
      '  data (used by db)',
    ]);
  });

  test('says so in Korean', () => {
    expect(lines(describeScene(sceneOf(shop), 'ko'))).toEqual([
      '서비스:',
      '  proxy(nginx:1.29; 네트워크 front; 호스트의 8080 포트 → 80 포트; api 시작 후에 시작)',
      '  api(빌드 ./api; 컨테이너 3개; 네트워크 front, back; db healthy 상태 확인 후에 시작)',
      '  db(postgres:17; 네트워크 back; 볼륨 data → /var/lib/postgresql/data)',
      '네트워크:',
      '  front(연결된 서비스: proxy, api)',
      '  back(내부 전용: 밖으로 나가는 길 없음; 연결된 서비스: api, db)',
      '볼륨:',
      '  data(쓰는 서비스: db)',
    ]);
  });

  test('says what a picture has only in part: modes, profiles, host folders, what is made elsewhere', () => {
    const odd = project({
      services: {
        a: { image: 'a', network_mode: 'host', volumes: ['./src:/app:ro'], profiles: ['x', 'y'] },
        b: { image: 'b', network_mode: 'none', ports: ['80'] },
        c: { image: 'c', network_mode: 'service:b', scale: 0 },
        d: {
          image: 'd',
          networks: ['far'],
          volumes: ['kept:/k'],
          depends_on: { c: { condition: 'service_completed_successfully' } },
        },
      },
      networks: { far: { external: true } },
      volumes: { kept: { external: true } },
    });
    expect(lines(describeScene(sceneOf(odd), 'en'))).toEqual([
      'Services:',
      "  a (a; the host's network; ./src of the host at /app (read-only); only with the profile x or y)",
      '  b (b; no network; a port of the host that Docker picks leads to 80)',
      '  c (c; no container; network of b; starts after b)',
      '  d (d; on far; volume kept at /k; starts when c has completed)',
      'Networks:',
      '  far (external: made outside this project; attached: d)',
      'Volumes:',
      '  kept (external: made outside this project; used by d)',
    ]);
  });

  test('does not speak of what is hidden', () => {
    const hidden = ['services/db', 'networks/back', 'volumes/data'];
    const said = lines(describeScene(sceneOf(shop, { hidden }), 'en'));
    expect(said.join('\n')).not.toMatch(/db|back|data|postgres/);
    expect(said.filter((line) => line.includes('not shown yet'))).toHaveLength(3);
  });
});

describe('an edit of a project', () => {
  const { services, ...rest } = shop;
  const edited = {
    ...rest,
    services: services.map((service) =>
      service.id === 'api'
        ? { ...service, replicas: 1, networks: ['front'], ports: [{ host: '', target: '3000' }] }
        : service,
    ),
  };

  test('says what changed in a service', () => {
    const edits = diffModels(shop, edited);
    expect(narrateEdits(edits, 'en')).toEqual([
      'api: now one container; now on front; publishes now any port → 3000.',
    ]);
    expect(narrateEdits(edits, 'ko')).toEqual([
      'api: 이제 컨테이너 1개; 이제 네트워크 front; 이제 공개한 포트 임의 포트 → 3000.',
    ]);
  });

  test('says only that it changed where the change has no words', () => {
    const profiled = { ...rest, services: services.map((service) => ({ ...service, profiles: ['x'] })) };
    expect(narrateEdits(diffModels(shop, profiled), 'en')).toContain('db: changed.');
  });
});
