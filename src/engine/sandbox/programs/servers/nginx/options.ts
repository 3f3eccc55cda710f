const CONFIG = '/etc/nginx/nginx.conf';

/** What the command line asks for. */
export interface Options {
  config: string;
  globals: string;
  signal?: string;
  test?: 'quiet' | 'loud' | 'dump';
  version?: 'short' | 'long' | 'help';
}

/** @returns the options; what is wrong with them, if something is */
export function readOptions(words: readonly string[]): Options | string {
  const options: Options = { config: CONFIG, globals: '' };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-') || word === '-') return `invalid option: "${word}"`;
    for (let letters = word.slice(1); letters !== ''; letters = letters.slice(1)) {
      const letter = letters[0]!;
      if (letter === 't') options.test = 'loud';
      else if (letter === 'T') options.test = 'dump';
      else if (letter === 'q') options.test = 'quiet';
      else if (letter === 'v') options.version = 'short';
      else if (letter === 'V') options.version = 'long';
      else if (letter === 'h' || letter === '?') options.version = 'help';
      else if ('sgcpe'.includes(letter)) {
        const value = letters.length > 1 ? letters.slice(1) : rest.shift();
        if (value === undefined)
          return `option "-${letter}" requires ${letter === 's' ? 'parameter' : letter === 'g' ? 'parameter' : 'file name'}`;
        if (letter === 's') options.signal = value;
        if (letter === 'g') options.globals = value;
        if (letter === 'c') options.config = value.startsWith('/') ? value : `/etc/nginx/${value}`;
        letters = letter;
      } else return `invalid option: "${letter}"`;
    }
  }
  if (options.signal !== undefined && !['stop', 'quit', 'reopen', 'reload'].includes(options.signal)) {
    return `invalid option: "-s ${options.signal}"`;
  }
  return options;
}
