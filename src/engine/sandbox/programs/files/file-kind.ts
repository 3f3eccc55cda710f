import type { FileStatus } from '../../kernel/process.ts';
import { parseOptions } from '../support/options.ts';
import { type Applet, reason } from '../support/tool.ts';

/** file(1): a small part of its magic. */
export const file: Applet = function* (tool) {
  const options = parseOptions(tool, 'bLi', { brief: 'b', dereference: 'L' });
  const { fs } = tool.process;
  for (const path of options.rest) {
    const say = (what: string) => tool.out(options.has('b') ? `${what}\n` : `${path}: ${what}\n`);
    let status: FileStatus;
    try {
      status = options.has('L') ? fs.stat(path) : fs.lstat(path);
    } catch (error) {
      say(`cannot open \`${path}' (${reason(error)})`);
      continue;
    }
    if (status.kind === 'symlink') say(`symbolic link to ${fs.readlink(path)}`);
    else if (status.kind === 'directory') say('directory');
    else if (status.kind === 'fifo') say('fifo (named pipe)');
    else if (status.kind === 'character-device') say('character special');
    else if (status.program !== undefined)
      say('ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked, stripped');
    else say(kindOfContent(fs.readFile(path)));
  }
  yield* tool.drain();
};

/** @returns what file(1) says of some content */
function kindOfContent(data: string): string {
  if (data === '') return 'empty';
  const script = /^#! *(\S+)(?: +(\S+))?/.exec(data);
  if (script !== null) {
    const name = (script[1]!.endsWith('/env') ? script[2] : script[1])?.replace(/.*\//, '') ?? '';
    const label = {
      sh: 'POSIX shell script',
      bash: 'Bourne-Again shell script',
      python3: 'Python script',
      node: 'Node.js script',
    }[name];
    return `${label ?? `a ${script[1]} script`}, ASCII text executable`;
  }
  if (data.startsWith('\x7fELF')) return 'ELF 64-bit LSB executable';
  if (data.startsWith('\x1f\x8b')) return 'gzip compressed data';
  if (data.startsWith('\x89PNG')) return 'PNG image data';
  if (data.slice(257, 262) === 'ustar') return 'POSIX tar archive';
  if (/^\s*[[{]/.test(data) && isJson(data)) return 'JSON text data';
  if (/^<!doctype html|^<html/i.test(data)) return 'HTML document, ASCII text';
  if (/^[\t\n\r\x20-\x7e\x1b]*$/.test(data))
    return data.includes('\r\n') ? 'ASCII text, with CRLF line terminators' : 'ASCII text';
  return Buffer.from(data, 'latin1').toString('utf8').includes('\ufffd')
    ? 'data'
    : 'Unicode text, UTF-8 text';
}

function isJson(data: string): boolean {
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}
