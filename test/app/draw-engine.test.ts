import { describe, expect, it } from 'vitest';
import { drawEngine, watchEngine } from '../../src/app/draw-engine.ts';
import type { Session } from '../../src/app/session.ts';
import type { Catalog } from '../../src/content/catalog.ts';
import { UserError } from '../../src/platform/errors.ts';
import type { ProgressStore } from '../../src/progress/port.ts';
import { registrySource } from '../helpers/registry.ts';
import { pipeSession } from '../helpers/session.ts';

/** A session on a computer without a `docker` command. */
function withoutDocker(lang = 'en'): Session & { stdout(): string } {
  const session = pipeSession({ store: {} as ProgressStore, packs: [], now: Date.UTC(2026, 0, 1), lang });
  return {
    ...session,
    host: { ...session.host, env: { PATH: '/nowhere' } },
    catalog: async () => ({ packs: [{ registry: registrySource }] }) as unknown as Catalog,
  };
}

describe('`draw engine`', () => {
  it('draws an empty sandbox, and says that it begins empty', async () => {
    const { scene, below } = await drawEngine(withoutDocker(), { engine: 'sandbox' });
    expect(scene.model).toEqual({ kind: 'engine', images: [], networks: [], volumes: [], containers: [] });
    expect(below).toEqual([expect.stringContaining('The sandbox begins empty each time.')]);
  });

  it('says that Docker cannot be reached where it was asked for', async () => {
    await expect(drawEngine(withoutDocker(), { engine: 'docker' })).rejects.toThrow(UserError);
  });

  it('says why it is the sandbox that is drawn where nothing was asked for', async () => {
    const { below } = await drawEngine(withoutDocker('ko'), { engine: 'auto' });
    expect(below).toHaveLength(3);
    expect(below[1]).toBe('그래서 이 그림은 이 컴퓨터의 엔진이 아니라 샌드박스입니다.');
  });

  it('shows a sandbox once, in which nothing happens, when it is to be followed', async () => {
    const session = withoutDocker();
    const code = await watchEngine(session, { engine: 'sandbox' }, ({ below }) => below.join('\n'));
    expect(code).toBe(0);
    expect(session.stdout()).toContain('The sandbox begins empty each time.');
  });
});
