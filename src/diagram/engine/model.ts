/** What an engine has at one moment: images with their layers, containers on them, networks, volumes. */
import type { ContainerStatus } from '../../engine/world.ts';
import type { BindUse, PublishedPort, VolumeUse } from '../compose/model.ts';
import type { Label } from '../part.ts';

export interface EngineImage {
  /** Digest without `sha256:`, cut to twelve digits. */
  readonly id: string;
  /** Its names, or its id where it has none. */
  readonly label: Label;
  /** Digests of its layers (`RootFS.Layers`), the lowest first. Images that begin alike share those layers. */
  readonly layers: readonly string[];
  /** Bytes; 0 where it is not known. */
  readonly size: number;
}

export interface EngineNetwork {
  readonly id: string;
  readonly label: Label;
  readonly driver: string;
  /** Every engine has it: it is in the picture while a container is on it, and is neither made nor removed. */
  readonly builtIn?: true;
}

export interface EngineVolume {
  readonly id: string;
  readonly label: Label;
}

/** A change in a container's writable layer, as `docker diff` has it. */
export interface WritableChange {
  readonly kind: 'A' | 'C' | 'D';
  readonly path: string;
}

export interface EngineContainer {
  /** Its name. */
  readonly id: string;
  readonly label: Label;
  readonly status: ContainerStatus;
  /** Of a container that has ended. */
  readonly exitCode?: number;
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
  /** Id of its image. */
  readonly image: string;
  /** What it has written; absent where nobody asked. */
  readonly changes?: readonly WritableChange[];
  readonly ports: readonly PublishedPort[];
  /** Ids of networks. */
  readonly networks: readonly string[];
  /** `host`, `none`, `container:…`, where it has no networks of its own. */
  readonly mode?: string;
  readonly volumes: readonly VolumeUse[];
  /** Folders and files of the host; absent where it has none. */
  readonly binds?: readonly BindUse[];
}

/** How many things of each kind a picture leaves out. */
export interface LeftOut {
  readonly images: number;
  readonly containers: number;
  readonly networks: number;
  readonly volumes: number;
}

/** An engine's state. Every image, network and volume that a container names is in the lists. */
export interface EngineModel {
  readonly kind: 'engine';
  readonly images: readonly EngineImage[];
  readonly networks: readonly EngineNetwork[];
  readonly volumes: readonly EngineVolume[];
  readonly containers: readonly EngineContainer[];
  /** What is there but not in the lists, because a picture has room for so many. */
  readonly leftOut?: LeftOut;
}
