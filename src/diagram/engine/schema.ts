/** The authored form of an engine's state: what `docker inspect` tells, cut down to what a picture shows. */
import * as v from 'valibot';
import { IdSchema, LabelSchema } from '../schema-parts.ts';

/** The id serves as a label where there is none. */
const Label = v.optional(LabelSchema);

const Image = v.strictObject({
  id: IdSchema,
  label: Label,
  /** Layers of its own, beside those of the image that it is built on. */
  layers: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(127))),
  /** The id of the image that it is built on. */
  on: v.optional(IdSchema),
  /** All of its layers together, in bytes. */
  bytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

const Container = v.strictObject({
  id: IdSchema,
  label: Label,
  /** The id of its image. */
  image: IdSchema,
  status: v.optional(
    v.picklist(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
  ),
  /** The exit code of a container that has exited. */
  exit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
  health: v.optional(v.picklist(['starting', 'healthy', 'unhealthy'])),
  /** Lines of `docker diff`; an empty list for a writable layer with nothing in it. */
  changes: v.optional(
    v.array(
      v.pipe(
        v.string(),
        v.regex(/^[ACD] \/.*$/, 'a change is a line of `docker diff`, such as `C /etc/motd`'),
      ),
    ),
  ),
  /** Published ports, as `docker run -p` takes them. */
  ports: v.optional(
    v.array(
      v.pipe(
        v.string(),
        v.regex(
          /^(?:[\d.]*:)?\d+(-\d+)?:\d+(-\d+)?(\/(tcp|udp|sctp))?$/,
          'a port is written as after `docker run -p`, such as `8080:80`',
        ),
      ),
    ),
  ),
  networks: v.optional(v.union([v.array(IdSchema), v.picklist(['host', 'none'])])),
  /** Volumes by their ids, each with its path in the container. */
  volumes: v.optional(v.record(v.string(), v.string())),
  /** Folders of the host, each with its path in the container. */
  binds: v.optional(v.record(v.string(), v.string())),
});

const Named = v.strictObject({ id: IdSchema, label: Label });

export const EngineDiagramSchema = v.strictObject({
  kind: v.literal('engine'),
  images: v.pipe(v.array(Image), v.minLength(1)),
  containers: v.optional(v.array(Container)),
  networks: v.optional(v.array(Named)),
  volumes: v.optional(v.array(Named)),
});

export type EngineSource = v.InferOutput<typeof EngineDiagramSchema>;
