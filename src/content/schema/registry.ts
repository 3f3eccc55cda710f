import * as v from 'valibot';
import { FormatSchema, IdSchema } from './common.ts';

const CountSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
const PathSchema = v.pipe(v.string(), v.regex(/^\/[^\0]*$/, 'a path of an image begins with /'));
const ModeSchema = v.pipe(v.string(), v.regex(/^[0-7]{3,4}$/, 'a mode is octal and quoted, such as "0755"'));
const OwnerSchema = v.pipe(v.string(), v.regex(/^\d+:\d+$/, 'an owner is two numbers, such as "101:101"'));
const DurationSchema = v.pipe(
  v.string(),
  v.regex(/^\d+(ms|s|m|h)$/, 'a duration is a number with its unit, such as 30s'),
);

/** What is at a path: text, or something with attributes. */
const ImageFileSchema = v.union([
  v.string(),
  v.strictObject({
    text: v.optional(v.string()),
    /** Bytes, where the content is not modelled. */
    size: v.optional(CountSchema),
    mode: v.optional(ModeSchema),
    owner: v.optional(OwnerSchema),
    /** The program of the sandbox that runs. */
    program: v.optional(v.string()),
    /** Target of a symbolic link. */
    link: v.optional(v.string()),
    directory: v.optional(v.boolean()),
    /** Not there any more from this layer on. */
    removed: v.optional(v.boolean()),
  }),
]);
const FilesSchema = v.record(PathSchema, ImageFileSchema);
const VersionsSchema = v.record(v.string(), v.string());

/** One instruction of the image's build: a layer, or, without `bytes`, only a line of its history. */
const ImageLayerSchema = v.strictObject({
  /** What `docker history` shows. */
  by: v.string(),
  /** Unpacked. */
  bytes: v.optional(CountSchema),
  /** Where busybox puts its links: as alpine does, or all in /bin. */
  busybox: v.optional(v.picklist(['alpine', 'bin'])),
  /** Debian packages whose tools it has in /usr/bin. */
  tools: v.optional(v.array(v.string())),
  /** What the package databases know to be installed: name → version. */
  apk: v.optional(VersionsSchema),
  deb: v.optional(VersionsSchema),
  /** Names of `trees`, whose files it has; its own come after. */
  trees: v.optional(v.array(IdSchema)),
  files: v.optional(FilesSchema),
});

const HealthcheckSchema = v.strictObject({
  /** `CMD` or `CMD-SHELL` first, as in the API. */
  test: v.array(v.string()),
  interval: v.optional(DurationSchema),
  timeout: v.optional(DurationSchema),
  'start-period': v.optional(DurationSchema),
  'start-interval': v.optional(DurationSchema),
  retries: v.optional(CountSchema),
});

const ImageConfigSchema = v.strictObject({
  cmd: v.optional(v.array(v.string())),
  entrypoint: v.optional(v.array(v.string())),
  env: v.optional(v.record(v.string(), v.string())),
  /** Such as `80/tcp`. */
  ports: v.optional(v.array(v.string())),
  volumes: v.optional(v.array(PathSchema)),
  user: v.optional(v.string()),
  workdir: v.optional(PathSchema),
  labels: v.optional(v.record(v.string(), v.string())),
  healthcheck: v.optional(HealthcheckSchema),
  stopsignal: v.optional(v.string()),
});

const RegistryImageSchema = v.strictObject({
  /** The first is its own; the others name the same image. */
  tags: v.pipe(v.array(v.string()), v.minLength(1)),
  /** The image that it was built on, as `name:tag`; its layers and configuration come first. */
  from: v.optional(v.string()),
  created: v.pipe(v.string(), v.isoTimestamp('a moment such as 2026-10-21T08:00:00Z')),
  config: v.optional(ImageConfigSchema),
  layers: v.array(ImageLayerSchema),
});

const RepositorySchema = v.strictObject({
  /** As one types it: `nginx`, `docker-tutor/whoami`. */
  name: v.pipe(v.string(), v.regex(/^[a-z0-9]+([._/:-][a-z0-9]+)*$/, 'a repository is lower case')),
  description: v.string(),
  stars: v.optional(CountSchema),
  official: v.optional(v.boolean()),
  images: v.pipe(v.array(RegistryImageSchema), v.minLength(1)),
});

/** A package that can be installed. */
const PackageSchema = v.strictObject({
  name: v.string(),
  /** Newest first. */
  versions: v.pipe(v.array(v.string()), v.minLength(1)),
  description: v.optional(v.string()),
  /** Installed. */
  bytes: CountSchema,
  needs: v.optional(v.array(v.string())),
  /** Debian packages whose tools it brings, into /usr/bin. */
  tools: v.optional(v.array(v.string())),
  files: v.optional(FilesSchema),
  /** Other things it answers to, such as commands. */
  provides: v.optional(v.array(v.string())),
});

/** `registry.yaml`: the images that the sandbox can pull, and the packages that can be installed in them. */
export const RegistrySchema = v.strictObject({
  format: FormatSchema,
  /** Files that several images have. */
  trees: v.optional(v.record(IdSchema, FilesSchema)),
  repositories: v.array(RepositorySchema),
  packages: v.optional(
    v.strictObject({
      apk: v.optional(v.array(PackageSchema)),
      deb: v.optional(v.array(PackageSchema)),
      pip: v.optional(v.array(PackageSchema)),
      npm: v.optional(v.array(PackageSchema)),
    }),
  ),
});
export type RegistrySource = v.InferOutput<typeof RegistrySchema>;
