import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';

/** What an engine must have for a script to make sense on it. */
export const NEEDS = ['buildkit', 'compose', 'memory-cgroup', 'pids-cgroup', 'registry'] as const;
export type Need = (typeof NEEDS)[number];

const PartSchema = v.picklist(['exit', 'stdout', 'stderr']);
export type Part = v.InferOutput<typeof PartSchema>;

const LineSchema = v.strictObject({
  /** As a learner types it; may have several lines (a heredoc). */
  run: v.string(),
  /** The exit code that the documentation promises; 0 unless given. */
  exit: v.optional(v.number()),
  /** What it prints on stdout, by the documentation; compared after normalizing. */
  prints: v.optional(v.string()),
  /** What is compared; all three unless given. */
  compare: v.optional(v.array(PartSchema)),
  /** Lines of stdout come in any order. */
  sort: v.optional(v.boolean()),
  /** Why the recorded engine answers otherwise than the reference version (29.7), or why the sandbox does. */
  differs: v.optional(v.string()),
  /** What the reference version answers, where the recorded one answers otherwise. Needs `differs`. */
  today: v.optional(
    v.strictObject({
      exit: v.optional(v.number()),
      stdout: v.optional(v.string()),
      stderr: v.optional(v.string()),
    }),
  ),
});
export type Line = v.InferOutput<typeof LineSchema>;

const ScriptSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)),
  needs: v.optional(v.array(v.picklist(NEEDS))),
  /** Files of the folder it runs in: path → content. */
  files: v.optional(v.record(v.string(), v.string())),
  lines: v.pipe(v.array(v.union([v.string(), LineSchema])), v.minLength(1)),
});

/** A conformance script, its lines written out. */
export interface Script {
  readonly id: string;
  /** Name of its file. */
  readonly topic: string;
  readonly needs: readonly Need[];
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly Line[];
}

/** What one line did. `exit` is -1 for a line that was never reached or was stopped. */
export interface Answer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script from a clean state; one answer for each line. */
export type ConformanceEngine = (script: Script) => Promise<readonly Answer[]>;

/** Folder of the scripts. */
export const SCRIPTS = join(import.meta.dirname, 'scripts');

/**
 * Reads every script.
 *
 * @throws Error that names file and key where one is not as it must be, and on an id that is used twice
 */
export function loadScripts(folder: string = SCRIPTS): readonly Script[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const scripts = files.flatMap((name) => readTopic(join(folder, name), basename(name, '.yaml')));
  const seen = new Set<string>();
  for (const { id } of scripts) {
    if (seen.has(id)) throw new Error(`two scripts are called ${id}`);
    seen.add(id);
  }
  return scripts;
}

function readTopic(path: string, topic: string): Script[] {
  const read = v.safeParse(v.array(ScriptSchema), parse(readFileSync(path, 'utf8')));
  if (!read.success) {
    const issue = read.issues[0];
    throw new Error(`${path}: ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  }
  return read.output.map(({ id, needs = [], files = {}, lines }) => ({
    id,
    topic,
    needs,
    files,
    lines: lines.map((line) => (typeof line === 'string' ? { run: line } : line)),
  }));
}
