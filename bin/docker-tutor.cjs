#!/usr/bin/env node
'use strict';
// CommonJS, and nothing but this check before the program: an ES module as entry costs a third of a start.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 18)) {
  process.stderr.write(
    'docker-tutor needs Node.js 20.18 or newer; this is ' +
      process.versions.node +
      '.\n' +
      'Install a newer one from https://nodejs.org and try again.\n',
  );
  process.exitCode = 2;
} else {
  require('../dist/main.cjs');
}
