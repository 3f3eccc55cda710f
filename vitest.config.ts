import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests that start programs on a pseudo-terminal take as long as the machine is busy.
    testTimeout: 30_000,
  },
});
