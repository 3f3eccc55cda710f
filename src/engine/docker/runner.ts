/** What a run of the `docker` command came to. */
export type CommandResult =
  | { readonly kind: 'done'; readonly exit: number; readonly stdout: Uint8Array; readonly stderr: Uint8Array }
  /** There is no such program on this computer. */
  | { readonly kind: 'absent' }
  /** It did not end in time and was stopped. */
  | { readonly kind: 'slow' };

/**
 * Runs the `docker` command and nothing else: whoever implements it takes the words after `docker`, each as one
 * argument, and never a shell. The platform has the real one; tests hand in another.
 */
export interface DockerRunner {
  run(
    argv: readonly string[],
    options: { readonly stdin?: string; readonly cwd?: string; readonly timeout: number },
  ): Promise<CommandResult>;
  /**
   * Starts a command that prints lines until it is stopped.
   *
   * @returns a function that stops it
   */
  follow(argv: readonly string[], onLine: (line: string) => void, onEnd: () => void): () => void;
}
