/** Why an engine cannot be used, as far as what `docker` says tells. The texts are in the message catalog. */
export type Trouble =
  /** No `docker` command. */
  | { readonly kind: 'absent' }
  /** The command is there; nothing listens where it points. */
  | { readonly kind: 'not-running'; readonly endpoint: string }
  /** This user may not open the socket. */
  | { readonly kind: 'forbidden'; readonly endpoint: string }
  /** No answer in time. */
  | { readonly kind: 'slow'; readonly endpoint: string; readonly seconds: number }
  /** Another computer that cannot be reached. */
  | { readonly kind: 'unreachable'; readonly endpoint: string }
  /** The context that is chosen does not exist or cannot be read. */
  | { readonly kind: 'bad-context'; readonly said: string }
  /** Command and engine are too far apart, or the engine is older than 20.10. */
  | { readonly kind: 'too-old'; readonly said: string }
  | { readonly kind: 'other'; readonly said: string };

/**
 * What kept `docker version` from an answer.
 *
 * @param stderr what it said, in English: docker has no other language
 * @param endpoint where it points
 */
export function troubleOf(stderr: string, endpoint: string): Trouble {
  const said = stderr.trim().split('\n')[0] ?? '';
  const has = (pattern: RegExp) => pattern.test(stderr);
  if (has(/permission denied/i)) return { kind: 'forbidden', endpoint };
  if (has(/client version .* is too (old|new)|API version .* is (not supported|too)/i))
    return { kind: 'too-old', said };
  if (has(/context .*(not found|does not exist)|current context|load context|resolve docker endpoint/i)) {
    return { kind: 'bad-context', said };
  }
  if (isRemote(endpoint) && has(/cannot connect|dial|lookup|ssh|timeout|refused|unreachable|no such host/i)) {
    return { kind: 'unreachable', endpoint };
  }
  if (
    has(
      /cannot connect to the docker daemon|is the docker daemon running|no such file|connection refused|cannot find the file|failed to connect to the docker API/i,
    )
  ) {
    return { kind: 'not-running', endpoint };
  }
  return { kind: 'other', said };
}

/** Whether an endpoint is on another computer: `ssh://…`, or `tcp://` to anything but this one. */
export function isRemote(endpoint: string): boolean {
  if (endpoint.startsWith('ssh://')) return true;
  const host = /^(?:tcp|https?):\/\/(\[[^\]]*\]|[^:/]*)/.exec(endpoint)?.[1];
  return host !== undefined && !/^(localhost|127\..*|\[::1\]|)$/.test(host);
}
