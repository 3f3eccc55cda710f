/** What a pull tells while it goes on; the docker command writes it. */
export type PullProgress =
  | { readonly kind: 'pulling'; readonly tag: string; readonly repository: string }
  | {
      readonly kind: 'layer';
      readonly id: string;
      readonly status: 'Pulling fs layer' | 'Already exists' | 'Download complete' | 'Pull complete';
      readonly size: number;
    }
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'status'; readonly reference: string; readonly fresh: boolean };
