/** What the content room is handed to read a pack with; it never touches a disk itself. */
export interface PackReader {
  /** A name for the pack's folder in messages. */
  readonly root: string;
  /** Every file below the root that content may lie in, as `/`-separated relative paths, sorted. */
  list(): readonly string[];
  /**
   * The bytes of one file.
   *
   * @returns the bytes, or why they cannot be had: `missing`, `too-large` (over the limit), `outside` (a link that
   *   leads out of the root), or `unreadable` with the system's code
   */
  read(
    path: string,
  ):
    | Uint8Array
    | { readonly error: 'missing' | 'too-large' | 'outside' | 'unreadable'; readonly code?: string };
}
