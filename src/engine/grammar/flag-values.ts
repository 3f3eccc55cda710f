import {
  parseBool,
  parseBytes,
  parseDuration,
  parseFloating,
  parseInteger,
  parseUint16,
  ValueError,
} from './go-values.ts';
import { readMount } from './mount-option.ts';
import type { FlagCheck, FlagSpec, FlagValue } from './types.ts';

const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const IPV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/;

/** @returns whether a text is an address */
export function isAddress(text: string): boolean {
  return IPV4.test(text) || IPV6.test(text);
}

/** Rules of single flags: throw ValueError with docker's words. From docker/cli opts/ and cli/command/container/opts.go. */
const CHECKS: Readonly<Record<FlagCheck, (text: string) => void>> = {
  attach(text) {
    if (!['stdin', 'stdout', 'stderr'].includes(text.toLowerCase()))
      throw new ValueError('valid streams are STDIN, STDOUT and STDERR');
  },
  env(text) {
    if (text.split('=')[0] === '') throw new ValueError(`invalid environment variable: ${text}`);
  },
  filter(text) {
    if (!text.includes('=')) throw new ValueError('bad format of filter (expected name=value)');
  },
  host(text) {
    const [, name, address] = /^([^:=]+)[:=](.*)$/.exec(text) ?? [];
    if (name === undefined || address === undefined || address === '')
      throw new ValueError(`bad format for add-host: "${text}"`);
    const bare = address.replace(/^\[(.*)\]$/, '$1');
    if (bare !== 'host-gateway' && !isAddress(bare))
      throw new ValueError(`invalid IP address in add-host: "${address}"`);
  },
  ip(text) {
    if (!isAddress(text)) throw new ValueError(`IP address is not correctly formatted: ${text}`);
  },
  label(text) {
    const key = text.trimStart().split('=')[0] ?? '';
    if (key === '') throw new ValueError(`invalid label '${text}': empty name`);
    if (/[ \t]/.test(key)) throw new ValueError(`label '${text.trimStart()}' contains whitespaces`);
  },
  link(text) {
    if (text === '') throw new ValueError('empty string specified for links');
    if (text.split(':').length > 2) throw new ValueError(`bad format for links: ${text}`);
  },
  mount(text) {
    readMount(text);
  },
  network(text) {
    for (const field of /=/.test(text) ? text.split(',') : []) {
      const [key, value] = field.split('=');
      if (value === undefined) throw new ValueError(`invalid field ${field}`);
      if (
        !['name', 'alias', 'driver-opt', 'ip', 'ip6', 'mac-address', 'link-local-ip', 'gw-priority'].includes(
          key ?? '',
        )
      )
        throw new ValueError(`invalid field key ${key}`);
    }
  },
  uint16(text) {
    parseUint16(text);
  },
  cpus(text) {
    readCpus(text);
  },
  swap(text) {
    if (text !== '-1') parseBytes(text);
  },
};

function readCpus(text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+|\d+\/\d+)$/.test(text))
    throw new ValueError(`failed to parse ${text} as a rational number`);
  const [top = '', bottom] = text.split('/');
  const value = bottom === undefined ? Number(top) : Number(top) / Number(bottom);
  const nano = value * 1e9;
  if (Math.abs(nano - Math.round(nano)) > 1e-3) throw new ValueError('value is too precise');
  return value;
}

/**
 * Reads one value of a flag.
 * @param before what the flag holds so far
 * @returns what it holds then: numbers for int and float, bytes, nanoseconds for durations. Throws ValueError with docker's words.
 */
export function readValue(flag: FlagSpec, text: string, before: FlagValue): FlagValue {
  if (flag.check !== undefined) CHECKS[flag.check](text);
  switch (flag.type) {
    case 'bool':
      return parseBool(text);
    case 'int':
      return flag.check === 'uint16' ? parseUint16(text) : parseInteger(text);
    case 'float':
      return flag.check === 'cpus' ? readCpus(text) : parseFloating(text);
    case 'bytes':
      return flag.check === 'swap' && text === '-1' ? -1 : parseBytes(text);
    case 'duration':
      return parseDuration(text);
    case 'count':
      return Number(before) + 1;
    case 'list': {
      const many = flag.placeholder === 'strings' || flag.placeholder?.endsWith('Slice') === true;
      return [...(before as readonly string[]), ...(many ? text.split(',') : [text])];
    }
    case 'map': {
      const [key = '', ...rest] = text.split('=');
      return { ...(before as Record<string, string>), [key]: rest.join('=') };
    }
    default:
      return text;
  }
}

/** @returns what a flag holds that was not given */
export function defaultValue(flag: FlagSpec): FlagValue {
  if (flag.default !== undefined) return flag.default;
  switch (flag.type) {
    case 'bool':
      return false;
    case 'list':
      return [];
    case 'map':
      return {};
    case 'string':
      return '';
    default:
      return 0;
  }
}
