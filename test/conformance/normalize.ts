import type { Answer, Line } from './script.ts';

/** What differs from run to run and says nothing, and what stands for it. The order matters. */
const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  // Compose clears the line before it writes, with or without a terminal.
  [/\u001b\[[0-9;]*[A-Za-z]/g, ''],
  // Where to find help: Engine 26 and 29 say it in other words, after no line or an empty one.
  [/\n*^((See|Run) 'docker[^']*--help'( for more information|\.)?|<help [^>]*>)$/gm, ''],
  // `docker run` ended what the daemon said with a full stop until Engine 27.
  [/^(docker: .*)\.$/gm, '$1'],
  // runc from 1.2 on says where in its work it was.
  [/error during container init: /g, ''],
  [/sha256:[0-9a-f]{12,64}/g, '<digest>'],
  [/\b[0-9a-f]{64}\b/g, '<id>'],
  [/\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{12}\b/g, '<id>'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?(Z|[+-]\d\d:?\d\d))?( UTC)?/g, '<time>'],
  [
    /\b(About an? (minute|hour)|Less than a second|\d+ (seconds?|minutes?|hours?|days?|weeks?|months?|years?))( ago)?\b/g,
    '<ago>',
  ],
  // Which of Docker's address pools a network gets hangs on how many there were before it.
  [/\b(172\.(1[89]|2\d|3[01])\.0|192\.168\.\d+)\.(\d+)(\/(16|20))?\b/g, '<net>.$3'],
  [/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, '<mac>'],
  [/\b\d+(\.\d+)?\s?(kB|KB|MB|GB|KiB|MiB|GiB|B)\b/g, '<size>'],
  [/\b\d+(\.\d+)?(ms|µs|s)\b/g, '<duration>'],
];

/**
 * Makes the outputs of two engines comparable: ids, times, sizes and the padding of columns go.
 *
 * @param folder where the script ran; its path becomes `<cwd>`
 */
export function normalizeText(text: string, folder = ''): string {
  let result = text.replaceAll('\r', '');
  if (folder !== '') result = result.replaceAll(folder, '<cwd>');
  for (const [pattern, placeholder] of PLACEHOLDERS) result = result.replace(pattern, placeholder);
  return result
    .replace(/ {2,}/g, '  ')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n+$/, '');
}

/** An answer with both its texts normalized, lines sorted where the order says nothing. */
export function normalizeAnswer(answer: Answer, line: Line, folder = ''): Answer {
  const stdout = normalizeText(answer.stdout, folder);
  return {
    exit: answer.exit,
    stdout: line.sort === true ? stdout.split('\n').sort().join('\n') : stdout,
    stderr: normalizeText(answer.stderr, folder),
  };
}
