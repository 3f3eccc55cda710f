import packageJson from '../../package.json' with { type: 'json' };

/** The program's version, as in package.json; the bundler writes it in. */
export const VERSION: string = packageJson.version;
