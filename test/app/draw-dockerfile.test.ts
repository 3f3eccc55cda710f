import { describe, expect, it } from 'vitest';
import { drawDockerfile } from '../../src/app/draw-dockerfile.ts';
import type { ProgressStore } from '../../src/progress/port.ts';
import { pipeSession } from '../helpers/session.ts';
import { folderWith } from '../helpers/temporary.ts';

function drawn(text: string, lang = 'en') {
  const cwd = folderWith({ Dockerfile: text });
  const session = pipeSession({ store: {} as ProgressStore, packs: [], now: 0, cwd, lang });
  return drawDockerfile(session, { path: 'Dockerfile' });
}

describe('a Dockerfile that is very long', () => {
  it('is drawn with lines as long as the builder takes, and refused with a longer one', async () => {
    const { scene } = await drawn(`FROM alpine\nRUN ${'x'.repeat(60_000)}\n`);
    expect(scene.model).toMatchObject({ kind: 'layers', layers: [{ adds: 'base' }, { adds: 'files' }] });
    await expect(drawn(`FROM alpine\nRUN ${'x'.repeat(70_000)}\n`)).rejects.toThrow(
      /Dockerfile:2: dockerfile line greater than max allowed size of 65535/,
    );
  });

  it('is refused where it is larger than half a mebibyte, in both languages', async () => {
    const text = `FROM alpine\n${'RUN x\n'.repeat(90_000)}`;
    await expect(drawn(text)).rejects.toThrow('Dockerfile is too large for a Dockerfile');
    await expect(drawn(text, 'ko')).rejects.toThrow('너무 큽니다');
  });
});
