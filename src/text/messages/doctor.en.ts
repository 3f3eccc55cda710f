/** What `doctor` says, in English. */
export const doctorEn = {
  title: 'This computer',
  terminal: 'Terminal',
  size: (columns: number, rows: number) => `${columns} × ${rows}`,
  small: 'smaller than 80 × 24; steps will scroll',
  pipe: 'a pipe or a dumb terminal: plain text',
  colour: 'Colour',
  colours: (colours: boolean): string => (colours ? 'yes' : 'no'),
  characters: 'Characters',
  widths: 'Measured widths',
  notMeasured: 'not measured: the characters are taken to be as they should be',
  wideBoxes: 'box characters take two cells here: pictures are drawn with ASCII characters',
  wideBoxesWanted: 'box characters take two cells here, and the settings ask for them: pictures look crooked',
  goodWidths: 'as they should be',
  oddWidths: (which: string) => `not as they should be (${which}); pictures may look crooked`,
  probe: { box: 'box characters', hangul: 'Hangul', arrow: 'arrows', emoji: 'emoji' },
  cells: (name: string, cells: number) => `${name} ${cells === 1 ? '1 cell' : `${cells} cells`}`,
  node: 'Node.js',
  data: 'Data folder',
  notWritable: (why: string) => `cannot be written (${why})`,
  docker: 'Docker',
  noDocker: 'not found; docker-tutor does not need it',
  dockerClient: (client: string) =>
    `docker ${client} is installed, but no engine answers; docker-tutor does not need one`,
  dockerEngine: (engine: string) => `engine ${engine}`,
  asking: 'Asking Docker …',
  language: 'Language',
};

export type DoctorMessages = typeof doctorEn;
