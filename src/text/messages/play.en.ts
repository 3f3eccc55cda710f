/** What `play` says, in English. */
export const playEn = {
  greeting: 'A computer of its own with Docker on it: nothing you do here touches yours.',
  greetingHelp: 'help: what else you can type here · exit or Ctrl-D: leave',
  helpTitle: 'Beside docker and the usual programs you can type',
  /** Words at the prompt, each with what it does. */
  words: {
    help: 'this list',
    undo: 'take the last command back',
    redo: 'run it again',
    draw: 'draw what there is now; draw on: after each change, too; draw off',
    explain: 'explain LINE: a docker command line, word by word',
    edit: 'edit FILE: change a file in your editor, or line by line',
    reset: 'begin again with a new computer',
    exit: 'leave',
  },
  /** The same words in this language, where they have one beside the English. */
  aliases: {} as Readonly<Record<string, string>>,
  helpKeys:
    'Tab completes, twice lists · ↑ earlier lines · Ctrl-C stops · a leading space keeps a line out of the history',
  undone: (line: string) => `Taken back: ${line}`,
  redone: (line: string) => `Run again: ${line}`,
  nothingToUndo: 'there is nothing to take back',
  nothingToRedo: 'there is nothing to run again',
  wasReset: 'A new computer.',
  passed: (time: string) => `${time} passed`,
  /** Behind a number. */
  units: { second: ' s', minute: ' min', hour: ' h' },
  limit: {
    steps: 'stopped: the command ran on and on (a loop?)',
    output: 'stopped: the command wrote more than the sandbox takes',
    processes: 'stopped: the command started too many processes',
    memory: 'stopped: the sandbox has no more memory',
  },
  /** After docker's own words about an image that it cannot find. */
  missing: {
    tag: (repository: string, tags: string) =>
      `(The sandbox has a small registry of its own. Of ${repository} it has: ${tags})`,
    repository: (names: string) =>
      `(The sandbox has a small registry of its own, with these images: ${names})`,
  },
  waitsForever: 'stopped: the command would wait forever',
  noEditor: 'editing needs a terminal',
  editorFailed: (editor: string) => `the editor ${editor} could not be started`,
  unclosed: 'a quote is not closed',
  picture: {
    on: 'From now on there is a picture after each command that changes something; `draw off` ends that.',
    onSpoken: 'From now on it is said after each command what it changed; `draw off` ends that.',
    off: 'No more pictures by themselves; `draw` still draws one.',
    standsAlone: '`draw` stands alone, or before `on` or `off`',
    needsTerminal: '`on` and `off` are for a terminal; here, `draw` says what there is',
    watching: 'Follows the engine; Ctrl-C ends it.',
    gone: 'the engine has gone away',
    goneHint: 'Start it again, then draw once more.',
    instead: 'So this is the sandbox, not an engine of this computer.',
    sandbox:
      'The sandbox begins empty each time. In `play` and in labs, type `draw` to see what you have made.',
  },
  editor: {
    title: (file: string, lines: number) => `${file}: ${lines} ${lines === 1 ? 'line' : 'lines'}`,
    help: 'a: append after the end · i N: insert before line N · c N: change line N · d N [M]: delete · l: list · s: save · q: leave without saving',
    appending: 'Type lines; a single dot ends.',
    newLine: 'New text of the line:',
    noSuchLine: (number: string) => `there is no line ${number}`,
    unknown: (command: string) => `no command \`${command}\``,
    saved: (file: string) => `Saved: ${file}`,
    left: (file: string) => `Not saved: ${file}`,
    unsaved: 'There are changes; q again leaves without saving them.',
  },
};

/** Every text of `play` in one language. */
export type PlayMessages = typeof playEn;
