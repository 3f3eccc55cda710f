// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of Compose
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDotenv } from '../../../src/formats/compose/dotenv.ts';
import { longPorts } from '../../../src/formats/compose/port-spec.ts';
import { parseBytes, parseDuration, showDuration } from '../../../src/formats/compose/units.ts';
import { readVolume } from '../../../src/formats/compose/volume-spec.ts';
import { shellWords } from '../../../src/formats/compose/words.ts';

describe('longPorts', () => {
  it.each([
    ['80', [{ target: 80, protocol: 'tcp' }]],
    ['8080:80', [{ target: 80, published: '8080', protocol: 'tcp' }]],
    ['127.0.0.1:8080:80/udp', [{ host_ip: '127.0.0.1', target: 80, published: '8080', protocol: 'udp' }]],
    ['127.0.0.1::80', [{ host_ip: '127.0.0.1', target: 80, protocol: 'tcp' }]],
    ['[::1]:8080:80', [{ host_ip: '::1', target: 80, published: '8080', protocol: 'tcp' }]],
    [
      '8000-8001:80-81',
      [
        { target: 80, published: '8000', protocol: 'tcp' },
        { target: 81, published: '8001', protocol: 'tcp' },
      ],
    ],
    ['8000-8005:80', [{ target: 80, published: '8000-8005', protocol: 'tcp' }]],
  ])('reads %s', (spec, expected) => {
    expect(longPorts(spec).map((port) => ({ ...port }))).toEqual(
      expected.map((port) => ({ mode: 'ingress', ...port })),
    );
  });

  it.each([
    ['http', 'invalid containerPort: http'],
    ['99999', 'invalid containerPort: 99999'],
    ['80/icmp', 'invalid proto: icmp'],
    ['8000-8002:80-81', 'invalid ranges specified for container and host Ports: 80-81 and 8000-8002'],
  ])('refuses %s', (spec, message) => {
    expect(() => longPorts(spec)).toThrow(message);
  });
});

describe('readVolume', () => {
  it.each([
    ['/data', 'volume', '', '/data', false],
    ['data:/data', 'volume', 'data', '/data', false],
    ['./src:/app:ro', 'bind', './src', '/app', true],
    ['~/x:/x', 'bind', '~/x', '/x', false],
    [
      '/var/run/docker.sock:/var/run/docker.sock',
      'bind',
      '/var/run/docker.sock',
      '/var/run/docker.sock',
      false,
    ],
  ])('reads %s', (spec, type, source, target, readOnly) => {
    expect(readVolume(spec)).toMatchObject({ type, source, target, readOnly });
  });

  it.each([
    ['ab:c:d:e', 'invalid spec: ab:c:d:e: too many colons'],
    ['::/x', 'invalid spec: ::/x: empty section between colons'],
    ['', 'invalid empty volume spec'],
  ])('refuses "%s"', (spec, message) => {
    expect(() => readVolume(spec)).toThrow(message);
  });
});

describe('shellWords', () => {
  it.each([
    ['echo "a b" c', ['echo', 'a b', 'c']],
    ["sh -c 'echo $X'", ['sh', '-c', 'echo $X']],
    ['a\\ b', ['a b']],
    ['', []],
    ['x ""', ['x', '']],
  ])('cuts %s', (text, expected) => {
    expect(shellWords(text)).toEqual(expected);
  });

  it('refuses a quote that is left open', () => {
    expect(() => shellWords('echo "a')).toThrow('invalid command line string');
  });

  it('gives back words that were quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), (words) => {
        const quoted = words.map((word) => `"${word.replace(/["\\]/g, '\\$&').replaceAll('\n', '')}"`);
        expect(shellWords(quoted.join(' '))).toEqual(words.map((word) => word.replaceAll('\n', '')));
      }),
    );
  });
});

describe('sizes and durations', () => {
  it.each([
    ['512m', 512 * 1024 ** 2],
    ['1.5g', 1.5 * 1024 ** 3],
    ['64KiB', 65_536],
    ['10b', 10],
    ['7', 7],
  ])('reads %s as bytes', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  it.each([
    ['1m30s', '1m30s'],
    ['90s', '1m30s'],
    ['1500ms', '1.5s'],
    ['250ms', '250ms'],
    ['2h', '2h0m0s'],
    ['0', '0s'],
  ])('writes %s as Go does', (text, expected) => {
    expect(showDuration(parseDuration(text))).toBe(expected);
  });

  it('refuses units that do not exist', () => {
    expect(() => parseDuration('5x')).toThrow('time: unknown unit "x" in duration "5x"');
    expect(() => parseDuration('5')).toThrow('time: missing unit in duration "5"');
    expect(() => parseBytes('lots')).toThrow("invalid size: 'lots'");
  });

  it('reads back every duration that it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 7 }), (milliseconds) => {
        expect(parseDuration(showDuration(milliseconds * 1e6))).toBe(milliseconds * 1e6);
      }),
    );
  });
});

describe('parseDotenv', () => {
  it.each([
    ['A=1', { A: '1' }],
    ['export A=1\nB: 2', { A: '1', B: '2' }],
    ['# comment\n\nA=1 # not this\nB=a#b', { A: '1', B: 'a#b' }],
    ["A='$X \\n'", { A: '$X \\n' }],
    ['A="two\\nlines"', { A: 'two\nlines' }],
    ['A="two\nlines"\nB=1', { A: 'two\nlines', B: '1' }],
    ['A=1\nB=${A}2', { A: '1', B: '12' }],
    ['A=${OUT}', { A: 'outside' }],
    ['OUT\nNONE', { OUT: 'outside' }],
    ['A=\r\nB=1\r\n', { A: '', B: '1' }],
    ['A="\\$X"', { A: '$X' }],
  ])('reads %j', (text, expected) => {
    const found = parseDotenv(text, (name) => ({ OUT: 'outside' })[name]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('names the line that is wrong', () => {
    expect(() => parseDotenv('A=1\nB="open')).toThrow('line 2: unterminated quoted value "open');
    expect(() => parseDotenv('A B=1')).toThrow('line 1: key cannot contain a space');
    expect(() => parseDotenv('\n!=1')).toThrow('line 2: unexpected character "!" in variable name "!=1"');
  });
});
