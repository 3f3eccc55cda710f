import type { BaseImage, ImageConfig } from './image.ts';
import type { RunMount } from './mount.ts';
import type { Lines } from './syntax.ts';

/** Where a step gets files from: the build context, another stage, or an image. */
export type FilesFrom = { readonly from: 'context' } | { readonly from: 'stage'; readonly stage: number };

interface StepBase {
  /** As BuildKit shows it: `[build 2/4] RUN make`. */
  readonly name: string;
  readonly lines: Lines;
}

export interface RunStep extends StepBase {
  readonly kind: 'run';
  readonly args: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly directory: string;
  readonly user: string;
  readonly network: 'default' | 'none' | 'host';
  readonly mounts: readonly (RunMount & { readonly files: FilesFrom | undefined })[];
  /** A script that is put at a path before (a heredoc with `#!`). */
  readonly script: { readonly path: string; readonly content: string } | undefined;
}

export interface CopyStep extends StepBase {
  readonly kind: 'copy';
  /** ADD unpacks archives. */
  readonly add: boolean;
  readonly sources: readonly string[];
  readonly documents: readonly { readonly name: string; readonly content: string }[];
  /** Absolute; with a slash at its end if it was written so. */
  readonly destination: string;
  readonly files: FilesFrom;
  readonly chown: string;
  readonly chmod: string;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly string[];
  /** What ADD must find at a URL; '' if anything may be there. */
  readonly checksum: string;
  readonly unpack: boolean;
}

export interface MakeDirectoryStep extends StepBase {
  readonly kind: 'mkdir';
  readonly path: string;
  readonly user: string;
}

/** What a build does, beside getting images: each makes a layer. */
export type Step = RunStep | CopyStep | MakeDirectoryStep;

/** One line of an image's history. */
export interface HistoryLine {
  readonly createdBy: string;
  /** The step that made a layer of it; undefined: it made none. */
  readonly step: Step | undefined;
}

/** A stage, ready to be built. */
export interface StagePlan {
  readonly index: number;
  /** '' for the only stage of a file. */
  readonly name: string;
  readonly base:
    | { readonly kind: 'scratch' }
    | { readonly kind: 'stage'; readonly stage: number }
    | {
        readonly kind: 'image';
        readonly image: string;
        readonly known: BaseImage;
        /** As BuildKit shows it: `[1/4] FROM docker.io/library/alpine:latest@sha256:…`. */
        readonly step: string;
        readonly lines: Lines;
      };
  readonly steps: readonly Step[];
  readonly config: ImageConfig;
  /** With that of the stages it is built on, without that of the image at the bottom. */
  readonly history: readonly HistoryLine[];
  /** Paths of the build context that it reads. */
  readonly contextPaths: readonly string[];
}

/** What is to be built, for one target. */
export interface Plan {
  /** Stages that are needed, each after those it needs. */
  readonly stages: readonly StagePlan[];
  readonly target: number;
}
