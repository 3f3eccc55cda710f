/** Every rule that content is checked by: what `pack check` can say, and what the authoring guide lists. */

export type Severity = 'error' | 'warning';

export interface RuleEntry {
  /** Kebab-case; printed with each finding. */
  readonly id: string;
  readonly severity: Severity;
  /** The severity in a strict pack, where it differs. */
  readonly strict?: Severity;
  /** What the rule asks for, in one sentence without a full stop. */
  readonly about: string;
}

/** In the order of the authoring guide: the file, its form, its names, its text, its teaching, its pictures. */
export const RULES = [
  { id: 'unreadable', severity: 'error', about: 'A file can be read and lies inside the pack' },
  { id: 'too-large', severity: 'error', about: 'A file has at most 1 MiB' },
  { id: 'not-utf8', severity: 'error', about: 'A file is saved as UTF-8' },
  { id: 'empty-file', severity: 'error', about: 'A file has content' },
  { id: 'yaml', severity: 'error', about: 'A file is well-formed YAML 1.2' },
  { id: 'several-documents', severity: 'error', about: 'A file holds one YAML document' },
  { id: 'nested-too-deeply', severity: 'error', about: 'Maps and lists are nested at most 64 deep' },
  {
    id: 'alias-bomb',
    severity: 'error',
    about: 'Aliases (`*name`) neither multiply beyond measure nor hold themselves',
  },
  { id: 'duplicate-key', severity: 'error', about: 'A map gives each key once' },
  { id: 'newer-format', severity: 'error', about: 'A file is of a format that this docker-tutor knows' },
  {
    id: 'too-many-problems',
    severity: 'error',
    about: 'A file has at most 100 problems; more are not listed',
  },
  {
    id: 'unknown-file',
    severity: 'warning',
    about: 'A YAML file of a pack has a name that docker-tutor reads',
  },
  { id: 'missing-manifest', severity: 'error', about: 'The folder of a pack has a pack.yaml' },

  { id: 'unknown-key', severity: 'error', about: 'Keys are those of the content format' },
  { id: 'missing-key', severity: 'error', about: 'Required keys are there' },
  { id: 'missing-value', severity: 'error', about: 'A key that is written has a value' },
  {
    id: 'wrong-type',
    severity: 'error',
    about: 'A value is of the kind that is wanted: text, number, list, map',
  },
  { id: 'wrong-value', severity: 'error', about: 'A value is one of those that are allowed' },
  { id: 'unquoted-number', severity: 'error', about: 'Text that looks like a number (`1.10`) is quoted' },
  { id: 'unquoted-word', severity: 'error', about: 'Text that YAML reads as true, false or null is quoted' },
  { id: 'bad-id', severity: 'error', about: 'An id is lower case words joined by hyphens, never a path' },

  {
    id: 'duplicate-id',
    severity: 'error',
    about: 'An id is given once in the pack for its kind; of steps, once in the lesson',
  },
  {
    id: 'was-clash',
    severity: 'error',
    about: 'A former id (`was`) names nothing that lives, and is claimed once',
  },
  {
    id: 'unknown-reference',
    severity: 'error',
    about: 'A source, objective, misconception, term, diagram, lesson or module that is named exists',
  },
  { id: 'missing-lesson', severity: 'error', about: 'Each lesson that a module lists has a file' },
  { id: 'unreachable-lesson', severity: 'error', about: 'Each lesson file is listed in a module' },
  { id: 'missing-lab', severity: 'error', about: 'Each lab that a module lists has a file' },
  { id: 'unreachable-lab', severity: 'error', about: 'Each lab file is listed in a module' },
  { id: 'lab-home', severity: 'error', about: 'A lab of a lesson is listed in the module of that lesson' },
  { id: 'missing-quiz', severity: 'error', about: 'Each quiz that a module lists has a file' },
  { id: 'unreachable-quiz', severity: 'error', about: 'Each quiz file is listed in a module' },
  {
    id: 'quiz-home',
    severity: 'error',
    about: 'A quiz belongs to a lesson or to a module, and is listed in that module',
  },
  {
    id: 'ambiguous-source',
    severity: 'error',
    about: 'A source that a final names is the same in every lesson of its module that has it',
  },
  {
    id: 'unreachable-step',
    severity: 'error',
    about: 'Each step has text, a diagram, a question or something to try',
  },

  {
    id: 'missing-language',
    severity: 'error',
    about: 'A text in languages gives every language of the pack',
  },
  { id: 'unknown-language', severity: 'error', about: 'A text is given in languages that the pack declares' },
  {
    id: 'prose-in-plain-string',
    severity: 'warning',
    about: 'Prose is given in each language, not as one plain string',
  },
  { id: 'control-character', severity: 'error', about: 'Text has no control characters or escape sequences' },
  {
    id: 'markdown',
    severity: 'error',
    about: 'Text is paragraphs, emphasis, `code`, lists, fenced code, links and `[[terms]]`',
  },
  { id: 'link-address', severity: 'error', about: 'A link goes to an http:// or https:// address' },
  { id: 'text-too-long', severity: 'error', about: 'A text has at most 4,000 characters' },
  {
    id: 'emoji-width',
    severity: 'error',
    about: 'Labels have no emoji whose width terminals disagree about',
  },

  { id: 'no-correct-option', severity: 'error', about: 'A question with options has a correct one' },
  {
    id: 'several-correct',
    severity: 'error',
    about: 'A question of type `single` has exactly one correct option',
  },
  { id: 'no-wrong-answer', severity: 'error', about: 'A question can be answered wrongly' },
  { id: 'right-and-wrong', severity: 'error', about: 'No answer is right and spoken of as wrong' },
  {
    id: 'bad-command',
    severity: 'error',
    about:
      'A command line that is right, or whose outcome is foretold, is one that docker takes, without a shell',
  },
  {
    id: 'not-foretold',
    severity: 'error',
    about: 'On the sandbox, exactly one option of a prediction comes true',
  },
  {
    id: 'goal-not-reached',
    severity: 'error',
    about: 'On the sandbox, each right command brings the goal of its question about, and no wrong one does',
  },
  {
    id: 'gap-mismatch',
    severity: 'error',
    about: 'In each language, a text has each gap of `gaps` once, and no others',
  },
  {
    id: 'same-text',
    severity: 'error',
    about: 'What has to be told apart (options, what is ordered, the sides of pairs) reads differently',
  },
  {
    id: 'options-by-place',
    severity: 'warning',
    about: 'No option speaks of others by their place (“all of the above”): they are shuffled',
  },
  { id: 'key-fails', severity: 'error', about: 'The right answer gets full marks' },
  { id: 'wrong-passes', severity: 'error', about: 'A wrong answer does not pass' },
  {
    id: 'missing-say',
    severity: 'warning',
    strict: 'error',
    about:
      'Each wrong answer says why it is wrong; what is ordered, paired, filled in or typed also has a `say` of its own',
  },
  {
    id: 'longest-option',
    severity: 'warning',
    strict: 'error',
    about: 'The right option is the longest in at most half of the questions of a quiz that have options',
  },
  { id: 'small-pool', severity: 'error', about: 'A quiz has as many items as an attempt draws' },
  {
    id: 'objective-not-asked',
    severity: 'warning',
    about: 'In a strict pack, the quiz of a lesson asks for each objective of the lesson',
  },
  {
    id: 'missing-objective',
    severity: 'error',
    about: 'In a strict pack, a question names its objective, unless it is of a lab without a lesson',
  },
  { id: 'missing-source', severity: 'error', about: 'In a strict pack, a question names its sources' },
  {
    id: 'step-without-source',
    severity: 'warning',
    about: 'In a strict pack, a step that covers facts names its sources',
  },
  {
    id: 'source-without-date',
    severity: 'warning',
    strict: 'error',
    about: 'A source says on which day it was last read (`checked`)',
  },

  {
    id: 'missing-solution',
    severity: 'error',
    about: 'Each task of a lab has a solution, its own or that of the lab',
  },
  { id: 'solution-fails', severity: 'error', about: 'On the sandbox, the solution of a task meets it' },
  { id: 'met-at-start', severity: 'error', about: 'On the sandbox, no task is met before its solution' },
  {
    id: 'mistake-in-solution',
    severity: 'error',
    about: 'On the sandbox, no mistake of a task is seen while its solution is typed',
  },
  { id: 'setup-fails', severity: 'error', about: 'On the sandbox, each command of `setup` succeeds' },
  {
    id: 'setup-command',
    severity: 'error',
    about:
      'A line of `setup` is one docker command, without a shell, that leads to nothing outside docker and the folder of the lab',
  },
  {
    id: 'bad-path',
    severity: 'error',
    about: 'A file of a lab lies in the folder of the lab, on every system',
  },
  { id: 'bad-name', severity: 'error', about: 'Docker takes the names that a task asks for' },
  { id: 'bad-port', severity: 'error', about: 'A port that is asked for is above 1024 and not 5000' },
  { id: 'absent-with-facts', severity: 'error', about: 'Of what must not be there nothing else is asked' },
  {
    id: 'name-not-said',
    severity: 'warning',
    strict: 'error',
    about: 'A learner is told the names of what a task wants to be there',
  },
  {
    id: 'powershell',
    severity: 'warning',
    strict: 'error',
    about: 'A command of a solution can be typed in PowerShell too, or has a form for it',
  },

  { id: 'bad-diagram', severity: 'error', about: 'A diagram can be made from what is written' },
  { id: 'unknown-part', severity: 'error', about: 'A part of a diagram that is named exists in it' },
  { id: 'narrow-diagram', severity: 'error', about: 'A diagram has a form that fits 40 columns' },
  {
    id: 'fit',
    severity: 'error',
    about: 'A step and a question fit a terminal of 80 columns and 24 rows in every language',
  },
] as const satisfies readonly RuleEntry[];

export type RuleId = (typeof RULES)[number]['id'];

const byId: ReadonlyMap<string, RuleEntry> = new Map(RULES.map((rule) => [rule.id, rule]));

/** Rules whose finding means that a file could not be read at all, so that nothing else can be said of it. */
const UNREADABLE: ReadonlySet<string> = new Set<RuleId>([
  'unreadable',
  'too-large',
  'not-utf8',
  'empty-file',
  'yaml',
  'several-documents',
  'nested-too-deeply',
  'alias-bomb',
  'newer-format',
]);

/** Whether a finding of a rule means that its file could not be read. */
export function isUnreadable(rule: string): boolean {
  return UNREADABLE.has(rule);
}

/**
 * How bad a finding of a rule is.
 *
 * @param rule the rule's id; one that is not in the table counts as an error
 * @param strict whether the pack asks for the strict rules
 */
export function severityOf(rule: string, strict: boolean): Severity {
  const entry = byId.get(rule);
  if (entry === undefined) return 'error';
  return (strict ? entry.strict : undefined) ?? entry.severity;
}
