import { defineConfig } from 'vitest/config';

/** Tests that start the built program. */
const PROGRAM = [
  'test/cli/**/*.test.ts',
  'test/screen/**/*.test.ts',
  'test/packed.test.ts',
  'test/completion.test.ts',
];

export default defineConfig({
  test: {
    // Tests that start programs on a pseudo-terminal take as long as the machine is busy.
    testTimeout: 30_000,
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: PROGRAM } },
      {
        extends: true,
        test: {
          name: 'program',
          include: PROGRAM,
          globalSetup: 'test/helpers/snapshot.ts',
          // Each waits on processes, not on the processor.
          sequence: { concurrent: true },
        },
      },
    ],
  },
});
