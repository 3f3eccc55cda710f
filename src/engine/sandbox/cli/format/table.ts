const MIN_WIDTH = 10;
const PADDING = 3;

/**
 * Aligns columns as docker's tables are (text/tabwriter with cells at least 10 wide and three spaces between).
 * A column is as wide as it must be for the lines that follow one another and have it.
 * @param text lines with tabs between cells
 * @param least how wide a column is at least
 */
export function alignTabs(text: string, least = MIN_WIDTH): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map((cells) => cells.map(() => 0));
  const most = Math.max(...lines.map((cells) => cells.length));
  for (let column = 0; column < most - 1; column += 1) {
    let block: number[] = [];
    const close = () => {
      const width = Math.max(0, ...block.map((line) => [...(lines[line]?.[column] ?? '')].length));
      for (const line of block) (widths[line] as number[])[column] = Math.max(least, width + PADDING);
      block = [];
    };
    lines.forEach((cells, at) => {
      // The last cell of a line is not ended by a tab, so it belongs to no column.
      if (cells.length > column + 1) block.push(at);
      else close();
    });
    close();
  }
  return lines
    .map((cells, line) =>
      cells
        .map((cell, column) =>
          column === cells.length - 1
            ? cell
            : cell + ' '.repeat(Math.max(0, (widths[line]?.[column] ?? 0) - [...cell].length)),
        )
        .join(''),
    )
    .join('\n');
}
