import { md5Hex, sha1Hex, sha256Hex, sha512Hex } from '../../kernel/digest.ts';
import { linesOf, readFiles, readOrWarn } from '../support/input.ts';
import { parseOptions } from '../support/options.ts';
import type { Applet } from '../support/tool.ts';

const DIGESTS: Readonly<Record<string, (bytes: string) => string>> = {
  md5sum: md5Hex,
  sha1sum: sha1Hex,
  sha256sum: sha256Hex,
  sha512sum: sha512Hex,
};

/** md5sum(1), sha1sum(1), sha256sum(1), sha512sum(1): -c -s -w -b --status. */
export const digest: Applet = function* (tool) {
  const options = parseOptions(tool, 'cswbt', {
    check: 'c',
    status: 's',
    quiet: 'quiet',
    binary: 'b',
    text: 't',
  });
  const sum = DIGESTS[tool.name]!;
  const paths = options.rest.length === 0 ? ['-'] : options.rest;
  if (!options.has('c')) {
    for (const path of paths) {
      const data = yield* readOrWarn(tool, path);
      if (data === undefined) continue;
      yield* tool.work(data.length / 300_000);
      tool.out(`${sum(data)} ${options.has('b') ? '*' : ' '}${path}\n`);
    }
    return;
  }
  let failed = 0;
  let missing = 0;
  for (const line of linesOf(yield* readFiles(tool, options.rest))) {
    const match = /^([0-9a-fA-F]+) [ *](.*)$/.exec(line);
    if (match === null) continue;
    const data = yield* readOrWarn(tool, match[2]!);
    const good = data !== undefined && sum(data) === match[1]!.toLowerCase();
    if (data === undefined) missing++;
    else if (!good) failed++;
    const text = good ? 'OK' : data === undefined && tool.gnu ? 'FAILED open or read' : 'FAILED';
    if (!options.has('s') && !(good && options.has('quiet'))) tool.out(`${match[2]}: ${text}\n`);
  }
  if (failed + missing === 0) return;
  tool.status = 1;
  if (options.has('s')) return;
  if (tool.gnu) {
    if (missing > 0) tool.err(`WARNING: ${missing} listed file${missing === 1 ? '' : 's'} could not be read`);
    if (failed > 0) tool.err(`WARNING: ${failed} computed checksum${failed === 1 ? '' : 's'} did NOT match`);
  } else tool.err(`WARNING: ${failed + missing} of ${failed + missing} computed checksums did NOT match`);
};

/** cksum(1): POSIX's CRC. */
export const cksum: Applet = function* (tool) {
  for (const path of tool.args.length === 0 ? ['-'] : tool.args) {
    const data = yield* readOrWarn(tool, path);
    if (data === undefined) continue;
    let crc = 0;
    const feed = (byte: number) => {
      crc ^= byte << 24;
      for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
    };
    for (let at = 0; at < data.length; at++) feed(data.charCodeAt(at));
    for (let length = data.length; length > 0; length = Math.floor(length / 256)) feed(length & 255);
    tool.out(`${~crc >>> 0} ${data.length}${path === '-' ? '' : ` ${path}`}\n`);
  }
};

/** base64(1): -d -w. */
export const base64: Applet = function* (tool) {
  const options = parseOptions(tool, 'dDw:i', { decode: 'd', 'wrap=': 'w', 'ignore-garbage': 'i' });
  const data = yield* readFiles(tool, options.rest.slice(0, 1));
  if (tool.status !== 0) return;
  if (!options.has('d') && !options.has('D')) {
    const text = Buffer.from(data, 'latin1').toString('base64');
    const width = Number(options.get('w') ?? 76);
    if (text === '') return;
    tool.out(width > 0 ? text.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n') : text);
    return;
  }
  const plain = options.has('i') ? data.replace(/[^A-Za-z0-9+/=]/g, '') : data.replace(/\s/g, '');
  const valid = /^[A-Za-z0-9+/]*={0,2}/.exec(plain)?.[0] ?? '';
  tool.out(Buffer.from(valid, 'base64').toString('latin1'));
  if (valid.length !== plain.length || valid.length % 4 !== 0)
    tool.warn(tool.gnu ? 'invalid input' : 'truncated input');
};
