import type { Docker } from '../docker.ts';
import { humanSize, shortId } from '../format/human.ts';
import { imageSizes, type ListedImage } from './rows.ts';

const GAP = '   ';
const UNTAGGED = '<untagged>';

interface Row {
  readonly name: string;
  readonly id: string;
  readonly disk: string;
  readonly content: string;
  readonly inUse: boolean;
}

function rowsOf(images: readonly ListedImage[]): readonly Row[] {
  const rows = images.flatMap((listed) => {
    const sizes = imageSizes(listed.image.layers);
    const rest = {
      id: shortId(listed.image.id),
      disk: humanSize(sizes.disk),
      content: humanSize(sizes.content),
      inUse: listed.containers > 0,
    };
    const names = listed.tags.length === 0 ? [''] : [...listed.tags].sort();
    return names.map((name) => ({ name, ...rest }));
  });
  // Names by byte; what has none comes last.
  return rows.sort((a, b) => {
    if ((a.name === '') !== (b.name === '')) return a.name === '' ? 1 : -1;
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
  });
}

function columns(row: readonly [string, string, string, string, string], width: number): string {
  const [image, id, disk, content, extra] = row;
  return [image.padEnd(width), id.padEnd(12), disk.padStart(10), content.padStart(12), extra.padEnd(5)].join(
    GAP,
  );
}

/**
 * The list of images as docker shows it since 29 (docker/cli cli/command/image/tree.go).
 */
export function renderTree(docker: Docker, images: readonly ListedImage[]): string {
  const rows = rowsOf(images);
  const window = docker.process.windowSize(1);
  const widest = Math.max(5, ...rows.map(({ name }) => (name === '' ? UNTAGGED : name).length));
  const room =
    window === undefined ? widest : Math.max(20, window.columns) - (12 + 10 + 12 + 5 + 4 * GAP.length);
  const width = Math.min(widest, Math.max(room, 12));
  const legend = 'i Info →   U  In Use';
  const lines = window === undefined ? [] : [legend.padStart(window.columns)];
  lines.push(columns(['IMAGE', 'ID', 'DISK USAGE', 'CONTENT SIZE', 'EXTRA'], width));
  for (const { name, id, disk, content, inUse } of rows) {
    const shown = name === '' ? UNTAGGED : name;
    const rest: readonly [string, string, string, string] = [id, disk, content, inUse ? 'U' : ' '];
    if (shown.length > width) lines.push(shown, columns(['', ...rest], width));
    else lines.push(columns([shown, ...rest], width));
  }
  return `${lines.join('\n')}\n`;
}
