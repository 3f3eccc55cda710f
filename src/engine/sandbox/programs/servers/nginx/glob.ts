/** @returns the expression that a file name pattern of an `include` means */
export function globToRegExp(pattern: string): RegExp {
  const text = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^(?!\\.)${text}$`);
}
