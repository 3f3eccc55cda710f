/** Brace expansion (bash): on the text of a word, before all other expansions. */

const MOST = 100_000;

/** @returns the words that a word's text stands for, in order; the text itself if it has no braces to expand */
export function expandBraces(text: string): string[] {
  const group = findGroup(text);
  if (!group) return [text];
  const before = text.slice(0, group.open);
  const after = expandBraces(text.slice(group.close + 1));
  const out: string[] = [];
  for (const middle of group.alternatives) {
    for (const end of after) {
      out.push(before + middle + end);
      if (out.length > MOST) return out;
    }
  }
  return out;
}

interface Group {
  readonly open: number;
  readonly close: number;
  readonly alternatives: readonly string[];
}

function findGroup(text: string): Group | undefined {
  for (let at = 0; at < text.length; at = skipQuoted(text, at) + 1) {
    if (text[at] !== '{' || text[at - 1] === '$') continue;
    const parts: string[] = [];
    let depth = 0;
    let start = at + 1;
    for (let end = at; end < text.length; end = skipQuoted(text, end) + 1) {
      const char = text[end];
      if (char === '{') depth++;
      else if (char === ',' && depth === 1) {
        parts.push(text.slice(start, end));
        start = end + 1;
      } else if (char === '}' && --depth === 0) {
        parts.push(text.slice(start, end));
        const alternatives = parts.length > 1 ? parts.flatMap(expandBraces) : sequence(parts[0] as string);
        if (alternatives) return { open: at, close: end, alternatives };
        break;
      }
    }
  }
  return undefined;
}

/** @returns the index of the last character of what begins at `at` and must not be looked into */
function skipQuoted(text: string, at: number): number {
  const char = text[at];
  if (char === '\\') return at + 1;
  if (char === "'") {
    const end = text.indexOf("'", at + 1);
    return end < 0 ? text.length : end;
  }
  if (char === '"' || char === '`') {
    for (let end = at + 1; end < text.length; end++) {
      if (text[end] === '\\') end++;
      else if (text[end] === char) return end;
    }
    return text.length;
  }
  if (char === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) {
    const open = text[at + 1];
    const close = open === '{' ? '}' : ')';
    let depth = 0;
    for (let end = at + 1; end < text.length; end++) {
      if (text[end] === '\\') end++;
      else if (text[end] === open) depth++;
      else if (text[end] === close && --depth === 0) return end;
    }
  }
  return at;
}

function sequence(text: string): string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text);
  if (numbers) {
    const [from, to] = [Number(numbers[1]), Number(numbers[2])];
    const padded = [numbers[1], numbers[2]].some((one) => /^-?0\d/.test(one as string));
    const width = padded ? Math.max((numbers[1] as string).length, (numbers[2] as string).length) : 0;
    return steps(from, to, Number(numbers[3] ?? 1)).map((value) => {
      const digits = String(Math.abs(value)).padStart(width - (value < 0 ? 1 : 0), '0');
      return value < 0 ? `-${digits}` : digits;
    });
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(text);
  if (!letters) return undefined;
  const [from, to] = [(letters[1] as string).charCodeAt(0), (letters[2] as string).charCodeAt(0)];
  return steps(from, to, Number(letters[3] ?? 1)).map((code) => {
    const char = String.fromCharCode(code);
    return /[A-Za-z]/.test(char) ? char : `\\${char}`;
  });
}

function steps(from: number, to: number, by: number): number[] {
  const step = Math.abs(by) || 1;
  const out: number[] = [];
  if (from <= to) for (let at = from; at <= to && out.length < MOST; at += step) out.push(at);
  else for (let at = from; at >= to && out.length < MOST; at -= step) out.push(at);
  return out;
}
