import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../../../src/engine/sandbox/programs/servers/registry.ts';
import { learner } from '../../../../helpers/learner.ts';

describe('the registry server', () => {
  const { type } = learner();
  type(
    'docker pull -q alpine',
    'docker pull -q busybox',
    'docker run -d -p 5000:5000 --name reg registry:3',
    'sleep 1',
  );

  it('lists nothing before anything is pushed', () => {
    expect(type('curl -s localhost:5000/v2/_catalog; curl -s localhost:5000/v2/')).toBe(
      '{"repositories":[]}\n{}',
    );
    expect(type('curl -s localhost:5000/v2/no/such/tags/list')).toBe(
      '{"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry","detail":{"name":"no/such"}}]}\n',
    );
  });

  it('lists repositories and tags that were pushed, a page at a time', () => {
    for (const name of ['team/web:2', 'team/web:1', 'alpine:latest', 'tools:a'])
      type(`docker tag alpine localhost:5000/${name}`, `docker push -q localhost:5000/${name}`);
    expect(type('curl -s localhost:5000/v2/_catalog')).toBe(
      '{"repositories":["alpine","team/web","tools"]}\n',
    );
    expect(type('curl -s localhost:5000/v2/team/web/tags/list')).toBe(
      '{"name":"team/web","tags":["1","2"]}\n',
    );
    const first = type("curl -si 'localhost:5000/v2/_catalog?n=2'");
    expect(first).toContain('Link: </v2/_catalog?last=team%2Fweb&n=2>; rel="next"\r\n');
    expect(first).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n\{"repositories":\["alpine","team\/web"\]\}\n$/,
    );
    const second = type("curl -si 'localhost:5000/v2/_catalog?last=team%2Fweb&n=2'");
    expect(second).toMatch(/\{"repositories":\["tools"\]\}\n$/);
    expect(second).not.toContain('Link:');
    expect(type("curl -s 'localhost:5000/v2/team/web/tags/list?n=x'")).toBe(
      '{"errors":[{"code":"PAGINATION_NUMBER_INVALID","message":"invalid number of results requested","detail":{"n":"x"}}]}\n',
    );
  });

  it('keeps the layers in its storage', () => {
    expect(type('docker exec reg du -s /var/lib/registry | cut -f1').trim()).toMatch(/^\d{4}$/);
    expect(
      type(
        'docker exec reg cat /var/lib/registry/docker/registry/v2/repositories/tools/_manifests/tags/a/current/link',
      ),
    ).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('refuses by name what it does not serve', () => {
    expect(type("curl -s -o /dev/null -w '%{http_code}' localhost:5000/v2/tools/manifests/a")).toBe('501');
    expect(type("curl -s -X DELETE -o /dev/null -w '%{http_code}' localhost:5000/v2/_catalog")).toBe('405');
  });
});

it('gives every item once, whatever the size of the pages', () => {
  const names = fc
    .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,5}(\/[a-z0-9]{1,5})?$/))
    .map((all) => all.sort());
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 5 }), (all, count) => {
      const seen: string[] = [];
      let target: string | undefined = `/v2/_catalog?n=${count}`;
      while (target !== undefined) {
        const page = pageOf({ target, query: target.slice(target.indexOf('?') + 1) }, all);
        if ('status' in page) throw new Error('refused');
        expect(page.items.length).toBeLessThanOrEqual(count);
        seen.push(...page.items);
        target = /^<(.*)>; rel="next"$/.exec(page.headers[0]?.[1] ?? '')?.[1];
      }
      expect(seen).toEqual(all);
    }),
  );
});
