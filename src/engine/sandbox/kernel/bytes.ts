/**
 * A string of bytes: every character is one byte, 0 to 255. Files, pipes, sockets and terminals of the sandbox carry
 * these, so that a program cuts and counts as a Unix program does, and binary data survives. Text becomes bytes where
 * it enters (`fromText`) and text again where a person sees it (`toText`).
 */
export type Bytes = string;

const ASCII_ONLY = /^[\x00-\x7f]*$/;

/** @returns the UTF-8 bytes of a text */
export function fromText(text: string): Bytes {
  return ASCII_ONLY.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/** @returns the text that UTF-8 bytes spell; a byte that is not UTF-8 becomes U+FFFD */
export function toText(bytes: Bytes): string {
  return ASCII_ONLY.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}
