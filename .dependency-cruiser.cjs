/** Which room of the house may import which; docs/architecture.md says why. Checked by test/architecture.test.ts. */

/** Imports that a room may have, beside its own files. */
const ROOMS = {
  main: ['cli', 'platform'],
  cli: ['app', 'content', 'lint', 'platform', 'progress', 'text', 'view'],
  app: ['content', 'diagram', 'engine', 'lint', 'platform', 'progress', 'terminal', 'text', 'tutor', 'view'],
  lint: ['content', 'diagram', 'engine', 'terminal', 'text', 'tutor', 'view'],
  tutor: ['content', 'diagram', 'engine', 'progress', 'text'],
  view: ['content', 'diagram', 'text', 'tutor'],
  terminal: ['text', 'view'],
  content: ['diagram', 'engine', 'text'],
  diagram: ['engine', 'formats', 'text'],
  engine: ['formats'],
  formats: [],
  progress: ['platform'],
  text: [],
  platform: ['content'],
};

const pathOf = (room) => (room === 'main' ? '^src/main\\.ts$' : `^src/${room}/`);

const rooms = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `${room} may import only: ${allowed.join(', ') || 'its own files'}`,
  severity: 'error',
  from: { path: pathOf(room) },
  to: { path: '^src/', pathNot: [pathOf(room), ...allowed.map(pathOf)] },
}));

module.exports = {
  forbidden: [
    ...rooms,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'platform-knows-only-the-reader',
      comment: 'platform implements the port that content declares, and knows nothing else of it',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/content/', pathNot: '^src/content/reader\\.ts$' },
    },
    {
      name: 'tutor-knows-only-event-types',
      severity: 'error',
      from: { path: '^src/tutor/' },
      to: { path: '^src/progress/', pathNot: '^src/progress/events\\.ts$' },
    },
    {
      name: 'engines-do-not-know-each-other',
      comment: 'goals, diagrams and lessons cannot tell which engine they look at',
      severity: 'error',
      from: { path: '^src/engine/(sandbox|docker)/' },
      to: { path: '^src/engine/(sandbox|docker)/', pathNot: '^src/engine/$1/' },
    },
    {
      name: 'an-adapter-is-chosen-in-app',
      comment: 'the rest knows what an engine can be asked, not which one answers',
      severity: 'error',
      from: { path: '^src/(content|diagram|lint|tutor)/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/(grammar/|port\\.ts$|world\\.ts$)' },
    },
    {
      name: 'the-sandbox-is-closed',
      comment: 'nothing that runs in the sandbox can reach the computer; of Node.js it has a hash function',
      severity: 'error',
      from: { path: '^src/engine/(sandbox/|grammar/|port\\.ts$|world\\.ts$)' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'the-middle-is-pure',
      comment: 'files become content, state becomes a view: nothing between them touches the world',
      severity: 'error',
      from: { path: '^src/(content|tutor|diagram|view|formats|text|lint)/' },
      to: {
        path: '^(node:)?(fs|child_process|net|http|https|tls|dgram|dns|os|tty|readline|process|worker_threads)(/|$)|node_modules/(chalk|inquirer|@inquirer|boxen|ora)/',
      },
    },
    {
      name: 'progress-writes-through-platform',
      severity: 'error',
      from: { path: '^src/progress/' },
      to: { path: '^(node:)?(fs|child_process|net|http|https|os)(/|$)' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json', '.cjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
