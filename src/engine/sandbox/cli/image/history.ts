import { GoObject } from '../../../../formats/go-template/values.ts';
import type { Task } from '../../kernel/process.ts';
import type { Docker } from '../docker.ts';
import { ago, ellipsis, humanSize, shortId } from '../format/human.ts';
import { type ListShape, renderRows } from '../format/rows.ts';

const SHAPE: ListShape = {
  table: '{{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}',
  quiet: '{{.ID}}',
  headers: {
    ID: 'IMAGE',
    CreatedSince: 'CREATED',
    CreatedAt: 'CREATED AT',
    CreatedBy: 'CREATED BY',
    Size: 'SIZE',
    Comment: 'COMMENT',
  },
};

/** `docker history`. */
export function* history(docker: Docker): Task<number> {
  const image = docker.ask((daemon) => daemon.image(docker.args[0] ?? ''));
  const truncate = !docker.bool('no-trunc');
  const human = docker.bool('human');
  const now = docker.process.now();
  const sizes = image.layers.map(({ size }) => size);
  const entries = image.history
    .map((entry) => ({ entry, size: entry.emptyLayer ? 0 : (sizes.shift() ?? 0) }))
    .reverse();
  const rows = entries.map(({ entry, size }, at) => {
    const id = at > 0 ? '<missing>' : truncate ? shortId(image.id) : image.id;
    const by = entry.createdBy.replace(/\t/g, ' ');
    const created = entry.created.replace(/\.\d+/, '');
    return new GoObject('*image.historyContext', {
      Comment: () => entry.comment,
      CreatedAt: () => created,
      CreatedBy: () => (truncate ? ellipsis(by, 45) : by),
      CreatedSince: () => (human ? ago(entry.created, now) : created),
      ID: () => id,
      Size: () => (human ? humanSize(size) : String(size)),
    });
  });
  yield* docker.out(renderRows(SHAPE, rows, docker.text('format'), docker.bool('quiet')));
  return 0;
}
