/** Services of a Compose project with what they share: networks, volumes, the ports at the edge. */
import type { Label } from '../part.ts';

/** A port of the host that leads to a port inside. */
export interface PublishedPort {
  /** `8080`, `127.0.0.1:8080`, a range `8000-8002`; empty where Docker picks one. */
  readonly host: string;
  /** `80`, or `53/udp` where it is not TCP. */
  readonly target: string;
}

/** A volume's place in a container. */
export interface VolumeUse {
  /** The volume's id. */
  readonly volume: string;
  /** The path inside. */
  readonly target: string;
  readonly readOnly: boolean;
}

/** A folder or file of the host's in a container. */
export interface BindUse {
  /** As it was written. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** Another service that must be there first. */
export interface ServiceNeed {
  /** The other service's id; may name one that is not in the picture. */
  readonly service: string;
  readonly condition: 'started' | 'healthy' | 'completed';
}

export interface ServiceBox {
  /** The service's name. */
  readonly id: string;
  readonly label: Label;
  /** The image, or what is built. */
  readonly note?: Label;
  /** Containers that are to run of it; 0 or more. */
  readonly replicas: number;
  /** Profiles without which it does not start. */
  readonly profiles: readonly string[];
  readonly ports: readonly PublishedPort[];
  /** Ids of networks, each once. `host` and `none` are no networks: see `mode`. */
  readonly networks: readonly string[];
  /** `host`, `none`, `service:db`…, where it has no networks of its own. */
  readonly mode?: string;
  readonly volumes: readonly VolumeUse[];
  readonly binds: readonly BindUse[];
  readonly needs: readonly ServiceNeed[];
}

export interface NetworkRail {
  /** The key in the file. */
  readonly id: string;
  readonly label: Label;
  /** Made by somebody else. */
  readonly external: boolean;
  /** No way out. */
  readonly internal: boolean;
}

export interface VolumeBox {
  /** The key in the file. */
  readonly id: string;
  readonly label: Label;
  readonly external: boolean;
}

/** What a Compose file describes. Every network and volume that a service names is in the lists. */
export interface ComposeModel {
  readonly kind: 'compose';
  readonly networks: readonly NetworkRail[];
  readonly volumes: readonly VolumeBox[];
  readonly services: readonly ServiceBox[];
}
