import type { Lines } from './syntax.ts';

/**
 * The lines of a file around those that something is about, as buildx prints them (BuildKit's solver/errdefs/source.go).
 * @param name of the file, as it is shown
 * @returns '' if there is nothing to show
 */
export function codeFrame(name: string, text: string, about: readonly Lines[]): string {
  const lines = text.split('\n');
  const first = Math.min(...about.map(({ start }) => start));
  let start = first;
  let end = Math.min(Math.max(...about.map((each) => Math.max(each.start, each.end))), lines.length);
  if (about.length === 0 || start < 1 || start > lines.length) return '';
  const room = start === end ? 4 : 2;
  for (let added = 0; added < room; added++) {
    if (start > 1) {
      start -= 1;
      added += 1;
    }
    if (end !== lines.length) {
      end += 1;
      added += 1;
    }
  }
  const out = [`${name}:${first}`, '--------------------'];
  for (let line = start; line <= end; line++) {
    const meant = about.some((each) => each.start <= line && line <= Math.max(each.start, each.end));
    out.push(` ${String(line).padStart(3)} | ${meant ? '>>>' : '   '} ${lines[line - 1]}`);
  }
  return `${out.join('\n')}\n--------------------\n`;
}
