/** Directives that an outer block hands on to the inner ones. */
export interface Scope {
  readonly root?: string;
  readonly alias?: string;
  readonly index?: readonly string[];
  readonly accessLogs?: readonly { readonly path: string; readonly format: string }[];
  readonly errorPages?: readonly {
    readonly codes: readonly number[];
    readonly answer?: number;
    readonly uri: string;
  }[];
  readonly headers?: readonly { readonly name: string; readonly value: string; readonly always: boolean }[];
  readonly proxyHeaders?: readonly (readonly [name: string, value: string])[];
  readonly defaultType?: string;
  readonly tryFiles?: readonly string[];
  readonly autoindex?: boolean;
  readonly serverTokens?: boolean;
  readonly maxBody?: number;
}

/** A location block. */
export interface Location extends Scope {
  readonly kind: 'exact' | 'prefix' | 'stop' | 'regex' | 'named';
  readonly match: string;
  readonly regex?: RegExp;
  readonly returns?: { readonly status: number; readonly text?: string };
  readonly proxy?: { readonly url: string; readonly uri: string | undefined; readonly upstream: string };
  readonly stub?: boolean;
  readonly internal: boolean;
}

/** A server block. */
export interface Server extends Scope {
  readonly listens: readonly {
    readonly address: string | undefined;
    readonly port: number;
    readonly isDefault: boolean;
  }[];
  readonly names: readonly string[];
  readonly locations: readonly Location[];
  readonly returns?: { readonly status: number; readonly text?: string };
}

/** Addresses that an upstream stands for, asked for at the start. */
export type Upstreams = ReadonlyMap<string, readonly { readonly address: string; readonly port: number }[]>;

/** A configuration that has been read. */
export interface Config {
  readonly servers: readonly Server[];
  readonly upstreams: Upstreams;
  readonly formats: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly user: string;
  readonly workers: number | 'auto';
  readonly pid: string;
  readonly errorLog: string;
  readonly daemon: boolean;
}
