'use strict';
// The baseline of `pack check`: a process that only parses the same files with the `yaml` package.
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parseDocument } = require('yaml');

const folder = process.argv[2];
for (const name of readdirSync(folder, { recursive: true })) {
  if (name.endsWith('.yaml')) parseDocument(readFileSync(join(folder, name), 'utf8'));
}
