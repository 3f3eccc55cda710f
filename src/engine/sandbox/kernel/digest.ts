import { createHash } from 'node:crypto';
import type { Bytes } from './bytes.ts';

/** @returns the SHA-256 of bytes, 64 hexadecimal digits */
export function sha256Hex(bytes: Bytes): string {
  return createHash('sha256').update(bytes, 'latin1').digest('hex');
}

/** @returns the digest as registries write it: `sha256:…` */
export function digestOf(bytes: Bytes): string {
  return `sha256:${sha256Hex(bytes)}`;
}

/** @returns other digests of bytes in hexadecimal, for the programs that print them */
export function md5Hex(bytes: Bytes): string {
  return createHash('md5').update(bytes, 'latin1').digest('hex');
}

/** @returns the SHA-1 of bytes in hexadecimal */
export function sha1Hex(bytes: Bytes): string {
  return createHash('sha1').update(bytes, 'latin1').digest('hex');
}

/** @returns the SHA-512 of bytes in hexadecimal */
export function sha512Hex(bytes: Bytes): string {
  return createHash('sha512').update(bytes, 'latin1').digest('hex');
}
