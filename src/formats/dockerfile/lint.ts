import type { Line, Lines } from './syntax.ts';

const PAGE = 'https://docs.docker.com/go/dockerfile/rule/';

/** BuildKit's build checks: name, what it is about, and its page. */
export const RULES = {
  StageNameCasing: ['Stage names should be lowercase', 'stage-name-casing'],
  FromAsCasing: ["The 'as' keyword should match the case of the 'from' keyword", 'from-as-casing'],
  NoEmptyContinuation: [
    'Empty continuation lines will become errors in a future release',
    'no-empty-continuation',
  ],
  ConsistentInstructionCasing: [
    'All commands within the Dockerfile should use the same casing (either upper or lower)',
    'consistent-instruction-casing',
  ],
  DuplicateStageName: ['Stage names should be unique', 'duplicate-stage-name'],
  ReservedStageName: ['Reserved words should not be used as stage names', 'reserved-stage-name'],
  JSONArgsRecommended: [
    'JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals',
    'json-args-recommended',
  ],
  MaintainerDeprecated: [
    'The MAINTAINER instruction is deprecated, use a label instead to define an image author',
    'maintainer-deprecated',
  ],
  UndefinedArgInFrom: ['FROM command must use declared ARGs', 'undefined-arg-in-from'],
  WorkdirRelativePath: [
    'Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes',
    'workdir-relative-path',
  ],
  UndefinedVar: ['Variables should be defined before their use', 'undefined-var'],
  MultipleInstructionsDisallowed: [
    'Multiple instructions of the same type should not be used in the same stage',
    'multiple-instructions-disallowed',
  ],
  LegacyKeyValueFormat: [
    'Legacy key/value format with whitespace separator should not be used',
    'legacy-key-value-format',
  ],
  RedundantTargetPlatform: [
    'Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior',
    'redundant-target-platform',
  ],
  SecretsUsedInArgOrEnv: [
    'Sensitive data should not be used in the ARG or ENV commands',
    'secrets-used-in-arg-or-env',
  ],
  InvalidDefaultArgInFrom: [
    'Default value for global ARG results in an empty or invalid base image name',
    'invalid-default-arg-in-from',
  ],
  FromPlatformFlagConstDisallowed: [
    'FROM --platform flag should not use a constant value',
    'from-platform-flag-const-disallowed',
  ],
  CopyIgnoredFile: ['Attempting to Copy file that is excluded by .dockerignore', 'copy-ignored-file'],
  InvalidDefinitionDescription: [
    'Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.',
    'invalid-definition-description',
  ],
  ExposeProtoCasing: ['Protocol in EXPOSE instruction should be lowercase', 'expose-proto-casing'],
  ExposeInvalidFormat: [
    'IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release',
    'expose-invalid-format',
  ],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type RuleName = keyof typeof RULES;

const EXPERIMENTAL: ReadonlySet<RuleName> = new Set(['InvalidDefinitionDescription']);

/** One thing that a build check has found. */
export interface Warning {
  readonly rule: RuleName;
  /** What is wrong here. */
  readonly message: string;
  /** What the rule is about. */
  readonly description: string;
  readonly url: string;
  readonly lines: Lines;
}

interface Settings {
  readonly skipAll: boolean;
  readonly skip: ReadonlySet<string>;
  readonly experimentalAll: boolean;
  readonly experimental: ReadonlySet<string>;
  readonly error: boolean;
}

const DEFAULTS: Settings = {
  skipAll: false,
  skip: new Set(),
  experimentalAll: false,
  experimental: new Set(),
  error: false,
};

/** What `# check=` cannot say; the message is BuildKit's. */
export class CheckOptionError extends Error {}

/** Reads the value of `# check=`: `skip=all`, `skip=A,B;error=true`. */
function settingsOf(text: string, base: Settings): Settings {
  let settings = base;
  for (const part of text.trim() === '' ? [] : text.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0) throw new CheckOptionError(`invalid check option ${JSON.stringify(part)}`);
    const key = part.slice(0, equals).trim();
    const value = part.slice(equals + 1).trim();
    const names = value.split(',').map((name) => name.trim());
    if (key === 'skip' && value === 'all') settings = { ...settings, skipAll: true };
    else if (key === 'skip') settings = { ...settings, skip: new Set([...settings.skip, ...names]) };
    else if (key === 'experimental' && value === 'all') settings = { ...settings, experimentalAll: true };
    else if (key === 'experimental') settings = { ...settings, experimental: new Set(names) };
    else if (key === 'error') settings = { ...settings, error: /^(?:1|t|true)$/i.test(value) };
    else throw new CheckOptionError(`invalid check option ${JSON.stringify(key)}`);
  }
  return settings;
}

/** Collects what the checks find. */
export class Linter {
  readonly warnings: Warning[] = [];
  readonly #settings: Settings;

  /** @param check the value of the parser directive. @throws CheckOptionError */
  constructor(check = '') {
    try {
      this.#settings = settingsOf(check, DEFAULTS);
    } catch (problem) {
      throw problem instanceof CheckOptionError
        ? new CheckOptionError(`failed to parse check options: ${problem.message}`)
        : problem;
    }
  }

  /** @param near the instruction whose comment may switch the rule off */
  report(rule: RuleName, message: string, lines: Lines, near?: Line): void {
    const settings = this.#settingsAt(near);
    const on = EXPERIMENTAL.has(rule)
      ? settings.experimentalAll || settings.experimental.has(rule)
      : !settings.skipAll && !settings.skip.has(rule);
    if (!on) return;
    const [description, page] = RULES[rule];
    this.warnings.push({ rule, message, description, url: `${PAGE}${page}/`, lines });
  }

  #settingsAt(near: Line | undefined): Settings {
    for (const comment of near?.comments ?? []) {
      const [, value] = /^check\s*=\s*(\S+)/i.exec(comment) ?? [];
      if (value === undefined) continue;
      try {
        return settingsOf(value, this.#settings);
      } catch (problem) {
        if (!(problem instanceof CheckOptionError)) throw problem;
        return this.#settings;
      }
    }
    return this.#settings;
  }

  /** @returns why the build must fail, where `error=true` was asked for */
  error(): string | undefined {
    if (!this.#settings.error || this.warnings.length === 0) return undefined;
    const rules = [...new Set(this.warnings.map(({ rule }) => rule))];
    return `lint violation found for rules: ${rules.join(', ')}`;
  }
}
