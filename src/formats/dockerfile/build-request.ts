/** What a build is asked for. */
export interface BuildRequest {
  /** `--target`; '' is the last stage. */
  readonly target: string;
  /** `--build-arg`, by name. */
  readonly buildArgs: ReadonlyMap<string, string>;
  /** `linux/amd64`. */
  readonly platform: string;
  /** What is wrong with a name of an image; undefined: nothing. */
  readonly badReference: (name: string) => string | undefined;
  /** Nothing will be run, so what the sandbox cannot run is no error. */
  readonly onlyRead?: boolean;
}
