import type { Message } from './messages.ts';
import type { Rows } from './outcome.ts';

/** How psql shows results. */
export interface View {
  tuplesOnly: boolean;
  aligned: boolean;
  quiet: boolean;
  separator: string;
}

/**
 * @param place what stands before a complaint: `psql:init.sql:3: `
 * @returns a server's message as psql shows it
 */
export function showMessage(message: Message, view: View, place: string): string {
  switch (message.kind) {
    case 'ready':
      return '';
    case 'notice':
      return `${place}NOTICE:  ${message.text}\n`;
    case 'done': {
      const table = message.rows === null ? '' : showRows(message.rows, view);
      const silent = message.rows !== null && message.tag.startsWith('SELECT');
      return silent || view.quiet || (view.tuplesOnly && message.rows !== null)
        ? table
        : `${table}${message.tag}\n`;
    }
    case 'listing': {
      if (message.rows === null) return `${message.title}\n`;
      const [mark] = message.foot;
      const foot = mark === undefined ? undefined : message.foot.slice(1);
      return showRows(message.rows, view, message.title, foot);
    }
    case 'error': {
      const lines = [`${place}${message.level}:  ${message.text}`];
      if (message.sql !== null && message.at !== null) lines.push(...caret(message.sql, message.at));
      if (message.detail !== null) lines.push(`DETAIL:  ${message.detail}`);
      if (message.hint !== null) lines.push(`HINT:  ${message.hint}`);
      return `${lines.join('\n')}\n`;
    }
  }
}

function caret(sql: string, at: number): string[] {
  const before = sql.slice(0, at).split('\n');
  const head = `LINE ${before.length}: `;
  const text = sql.split('\n')[before.length - 1] ?? '';
  return [`${head}${text.replaceAll('\t', ' ')}`, `${' '.repeat(head.length + before.at(-1)!.length)}^`];
}

function showRows(rows: Rows, view: View, title?: string, foot?: readonly string[]): string {
  const count = `(${rows.rows.length} ${rows.rows.length === 1 ? 'row' : 'rows'})`;
  const names = rows.columns.map(({ name }) => name);
  const cells = rows.rows.map((row) => row.map((cell) => cell ?? ''));
  if (!view.aligned) {
    const body = cells.map((row) => `${row.join(view.separator)}\n`).join('');
    if (view.tuplesOnly) return body;
    const tail = foot === undefined ? `${count}\n` : foot.map((line) => `${line}\n`).join('');
    return `${title === undefined ? '' : `${title}\n`}${names.join(view.separator)}\n${body}${tail}`;
  }
  const widths = names.map((name, at) =>
    Math.max(
      name.length,
      ...cells.flatMap((row) =>
        row[at]!.split('\n').map((line) => line.replace(/\+$/, '').length + Number(line.endsWith('+'))),
      ),
    ),
  );
  const line = (row: readonly string[]): string => {
    const parts = row.map((cell) => cell.split('\n'));
    const height = Math.max(...parts.map((part) => part.length), 1);
    return Array.from(
      { length: height },
      (_, level) =>
        `${`${row
          .map((_cell, at) => {
            const text = parts[at]![level] ?? '';
            const last = at === row.length - 1;
            return ` ${rows.columns[at]!.right ? text.padStart(widths[at]!) : last ? text : text.padEnd(widths[at]!)}${last ? '' : ' '}`;
          })
          .join('|')}`.replace(/^ $/, '')}\n`,
    ).join('');
  };
  const body = cells.map(line).join('');
  if (view.tuplesOnly) return `${body}\n`;
  const heading = `${names.map((name, at) => ` ${centred(name, widths[at]!)} `).join('|')}\n${widths.map((width) => '-'.repeat(width + 2)).join('+')}\n`;
  const total = widths.reduce((sum, width) => sum + width + 3, -1);
  const top =
    title === undefined ? '' : `${' '.repeat(Math.max(0, Math.floor((total - title.length) / 2)))}${title}\n`;
  return `${top}${heading}${body}${(foot ?? [count]).map((one) => `${one}\n`).join('')}\n`;
}

function centred(text: string, width: number): string {
  const left = Math.floor((width - text.length) / 2);
  return ' '.repeat(left) + text + ' '.repeat(width - text.length - left);
}
