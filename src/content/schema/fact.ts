/** Facts of an engine: what a task of a lab, a `try` step and a quiz item with a goal ask for. */
import * as v from 'valibot';
import { IdSchema } from '../../diagram/schema.ts';

const Words = v.pipe(v.array(v.string()), v.minLength(1));
const Path = v.pipe(v.string(), v.startsWith('/', 'a path in a container begins with /'));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));

/** A list of which every entry must be there, or `{none: […]}`: what must not be. */
const listOf = <const Entry extends v.GenericSchema>(entry: Entry) =>
  v.union([
    v.pipe(v.array(entry), v.minLength(1)),
    v.strictObject({ none: v.pipe(v.array(entry), v.minLength(1)) }),
  ]);

/** What a text is compared with; every key that is given must hold. */
export const TextFactSchema = v.strictObject({
  /** Exactly this, apart from white space at its ends. */
  is: v.optional(v.string()),
  contains: v.optional(v.string()),
  /** Is not in it. */
  lacks: v.optional(v.string()),
});

const ChangeSchema = v.union([
  v.strictObject({ kind: v.optional(v.picklist(['A', 'C', 'D'])), path: Path }),
  Path,
]);

/** A container, by its name. */
export const ContainerFactSchema = v.strictObject({
  container: v.string(),
  /** false: there is none of this name. */
  exists: v.optional(v.boolean()),
  state: v.optional(v.picklist(['created', 'running', 'paused', 'restarting', 'exited', 'dead'])),
  /** A reference; images compare by id, not by what was typed. */
  image: v.optional(v.string()),
  'exit-code': v.optional(Count),
  'oom-killed': v.optional(v.boolean()),
  health: v.optional(v.picklist(['starting', 'healthy', 'unhealthy'])),
  /** Restarts by its policy, at least. */
  restarts: v.optional(Count),
  /** Published ports: the container's port → that of the host. A host address may stand before: `127.0.0.1:8080`. */
  ports: v.optional(v.record(v.string(), v.union([Port, v.string()]))),
  /** Names of networks it is on. */
  networks: v.optional(listOf(v.string())),
  mounts: v.optional(
    listOf(
      v.strictObject({
        type: v.optional(v.picklist(['bind', 'volume', 'tmpfs'])),
        /** Of a volume. */
        name: v.optional(v.string()),
        target: v.optional(Path),
        'read-only': v.optional(v.boolean()),
      }),
    ),
  ),
  /** `NAME=value`, as set when it runs; the image's own count. */
  env: v.optional(listOf(v.string())),
  labels: v.optional(v.record(v.string(), v.string())),
  /** The words of its program and arguments, as they run. */
  command: v.optional(Words),
  user: v.optional(v.string()),
  /** Limit: `256m`; `none` is no limit. */
  memory: v.optional(
    v.pipe(v.string(), v.regex(/^(none|\d+[bkmg]?)$/, 'memory is written like 256m or 1g, or `none`')),
  ),
  /** Limit in processors; 0 is no limit. */
  cpus: v.optional(v.pipe(v.number(), v.minValue(0))),
  pids: v.optional(Count),
  restart: v.optional(v.picklist(['no', 'always', 'unless-stopped', 'on-failure'])),
  'read-only': v.optional(v.boolean()),
  privileged: v.optional(v.boolean()),
  'auto-remove': v.optional(v.boolean()),
  /** What `docker diff` says. */
  diff: v.optional(listOf(ChangeSchema)),
  /** A file in it: `exists` is whether it is there. */
  file: v.optional(
    v.strictObject({ path: Path, exists: v.optional(v.boolean()), ...TextFactSchema.entries }),
  ),
  logs: v.optional(TextFactSchema),
  /** Programs that run in it, as `docker top` names them. */
  processes: v.optional(listOf(v.string())),
  id: v.optional(
    v.union([v.strictObject({ 'same-as': IdSchema }), v.strictObject({ 'other-than': IdSchema })]),
  ),
});

/** An image, by a reference. */
export const ImageFactSchema = v.strictObject({
  image: v.string(),
  exists: v.optional(v.boolean()),
  id: v.optional(
    v.union([v.strictObject({ 'same-as': v.string() }), v.strictObject({ 'other-than': v.string() })]),
  ),
  layers: v.optional(
    v.strictObject({
      /** An image all of whose layers it begins with. */
      from: v.optional(v.string()),
      'at-least': v.optional(Count),
      'at-most': v.optional(Count),
      /** How many of its first layers are those of an image that was remembered. */
      shared: v.optional(
        v.strictObject({ with: IdSchema, 'at-least': v.optional(Count), 'at-most': v.optional(Count) }),
      ),
    }),
  ),
  /** Smaller than another image of the same engine. */
  'smaller-than': v.optional(v.string()),
  command: v.optional(Words),
  entrypoint: v.optional(Words),
  user: v.optional(v.string()),
  workdir: v.optional(Path),
  env: v.optional(listOf(v.string())),
  /** Ports that it names with EXPOSE: `80/tcp`. */
  exposed: v.optional(listOf(v.string())),
  labels: v.optional(v.record(v.string(), v.string())),
});

export const NetworkFactSchema = v.strictObject({
  network: v.string(),
  exists: v.optional(v.boolean()),
  driver: v.optional(v.string()),
  internal: v.optional(v.boolean()),
  containers: v.optional(listOf(v.string())),
});

export const VolumeFactSchema = v.strictObject({
  volume: v.string(),
  exists: v.optional(v.boolean()),
  labels: v.optional(v.record(v.string(), v.string())),
});

/** What a published port answers to HTTP. */
export const HttpFactSchema = v.strictObject({
  http: v.strictObject({ port: Port, path: v.optional(v.string()) }),
  /** false: nothing answers. */
  exists: v.optional(v.boolean()),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599))),
  body: v.optional(TextFactSchema),
});

/** Something that happened since the lab began, even if it holds no longer. */
export const SeenFactSchema = v.strictObject({
  seen: v.strictObject({
    container: v.optional(v.string()),
    image: v.optional(v.string()),
    network: v.optional(v.string()),
    volume: v.optional(v.string()),
    /** The state that a container came to be in. */
    state: v.optional(v.picklist(['created', 'running', 'paused', 'exited', 'removed'])),
    /** Or an action of `docker events`. */
    action: v.optional(v.string()),
    'exit-code': v.optional(Count),
    times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
});

const FACTS = {
  container: ContainerFactSchema,
  image: ImageFactSchema,
  network: NetworkFactSchema,
  volume: VolumeFactSchema,
  http: HttpFactSchema,
  seen: SeenFactSchema,
} as const;

/** The schemas of facts, by the key that says what a fact is about. */
export const FACT_SCHEMAS = FACTS;
export type ContainerFact = v.InferOutput<typeof ContainerFactSchema>;
export type ImageFact = v.InferOutput<typeof ImageFactSchema>;
export type NetworkFact = v.InferOutput<typeof NetworkFactSchema>;
export type VolumeFact = v.InferOutput<typeof VolumeFactSchema>;
export type HttpFact = v.InferOutput<typeof HttpFactSchema>;
export type SeenFact = v.InferOutput<typeof SeenFactSchema>;
export type TextFact = v.InferOutput<typeof TextFactSchema>;
export type Fact = ContainerFact | ImageFact | NetworkFact | VolumeFact | HttpFact | SeenFact;

/**
 * A fact, told apart by the key that says what it is about. An image's reference stands in a container's fact too, so
 * `container` comes first.
 */
export const FactSchema: v.GenericSchema<unknown, Fact> = v.lazy((input) => {
  const keys = typeof input === 'object' && input !== null ? Object.keys(input) : [];
  const about = (Object.keys(FACTS) as (keyof typeof FACTS)[]).find((key) => keys.includes(key));
  return FACTS[about ?? 'container'] as v.GenericSchema<unknown, Fact>;
});

/** What is noted when a lab begins, to be compared with later. */
export const RememberSchema = v.record(
  IdSchema,
  v.union([
    v.strictObject({ image: v.string(), id: v.literal(true) }),
    v.strictObject({ container: v.string(), id: v.literal(true) }),
  ]),
);
export type Remember = v.InferOutput<typeof RememberSchema>;
