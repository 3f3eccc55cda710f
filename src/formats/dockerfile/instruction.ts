import type { Heredoc, Line } from './syntax.ts';

export interface Pair {
  readonly key: string;
  readonly value: string;
  /** `ENV KEY value`: the old form, without `=`. */
  readonly legacy: boolean;
}

/** Instructions that take a command: either words of a program, or a line for the shell. */
export interface CommandLine {
  readonly args: readonly string[];
  readonly shell: boolean;
}

export interface Healthcheck {
  readonly test: readonly string[];
  /** Nanoseconds; 0: docker's own default. */
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly startInterval: number;
  readonly retries: number;
}

export interface FromInstruction {
  readonly kind: 'FROM';
  readonly image: string;
  /** In lower case; '' without AS. */
  readonly name: string;
  readonly platform: string;
}

export interface CopyInstruction {
  readonly kind: 'COPY' | 'ADD';
  readonly sources: readonly string[];
  /** Documents of the line, among the sources. */
  readonly documents: readonly Heredoc[];
  readonly destination: string;
  readonly from: string;
  readonly chown: string;
  readonly chmod: string;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly string[];
  readonly checksum: string;
  /** Undefined: not said. */
  readonly unpack: boolean | undefined;
}

export interface RunInstruction extends CommandLine {
  readonly kind: 'RUN';
  readonly documents: readonly Heredoc[];
  /** `--mount`, as written; its values may hold variables. */
  readonly mounts: readonly string[];
  readonly network: 'default' | 'none' | 'host';
  readonly security: string;
}

/** What an instruction says. */
export type Content =
  | FromInstruction
  | CopyInstruction
  | RunInstruction
  | { readonly kind: 'ENV' | 'LABEL'; readonly pairs: readonly Pair[] }
  | {
      readonly kind: 'ARG';
      readonly args: readonly { readonly key: string; readonly value: string | undefined }[];
    }
  | ({ readonly kind: 'CMD' | 'ENTRYPOINT' } & CommandLine)
  | { readonly kind: 'SHELL'; readonly shell: readonly string[] }
  | { readonly kind: 'EXPOSE'; readonly ports: readonly string[] }
  | { readonly kind: 'VOLUME'; readonly volumes: readonly string[] }
  | { readonly kind: 'WORKDIR' | 'USER' | 'STOPSIGNAL' | 'MAINTAINER'; readonly value: string }
  | { readonly kind: 'HEALTHCHECK'; readonly healthcheck: Healthcheck }
  | { readonly kind: 'ONBUILD'; readonly trigger: string };

export type Kind = Content['kind'];

/** An instruction with the line it comes from. */
export type Instruction<C extends Content = Content> = C & { readonly line: Line };

/** All instructions there are. */
export const KINDS: readonly Kind[] = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];
