import type { Draw } from './ids.ts';

const ADJECTIVES = (
  'able agile amber ample apt arctic astute awake bold brave breezy bright brisk calm candid cheerful civil clever ' +
  'cosmic cozy crisp curious dapper daring dazzling deft eager earnest elegant epic fair fancy fearless festive fond ' +
  'gallant gentle gifted gleeful golden graceful grand happy hardy hopeful humble jolly jovial keen kind lively lucid ' +
  'lucky mellow merry mighty modest neat nifty nimble noble patient placid plucky polite proud quick quiet quirky rapid ' +
  'ready serene sharp silent sincere sleepy smart snug spry stoic sunny sweet tender thirsty tidy trusting upbeat vivid ' +
  'warm wise witty zealous zen'
).split(' ');

const SURNAMES = (
  'abel ampere archimedes babbage banach bell bernoulli bohr boole born bose burnell carson cauchy cerf chandrasekhar ' +
  'chern church clarke cocks codd cori crick curie dalton darwin davinci dijkstra dirac driscoll easley edison einstein ' +
  'elion engelbart euclid euler faraday fermat fermi feynman franklin galileo galois gates gauss germain gibbs goldberg ' +
  'goodall hamilton hawking heisenberg hertz hodgkin hopper hubble hypatia jang jennings johnson joliot joule kalam ' +
  'keller kepler khayyam kilby knuth kowalevski lamarr lamport leavitt lovelace lumiere maxwell mayer mcclintock ' +
  'meitner mendel mendeleev merkle mirzakhani moore morse napier nash neumann newton nightingale nobel noether noyce ' +
  'pascal pasteur pauling payne perlman pike planck poincare ptolemy raman ramanujan ride ritchie rosalind rubin ' +
  'salk sammet shannon shaw sinoussi snyder stallman sutherland swartz tesla tharp thompson torvalds turing vaughan ' +
  'volhard wescoff wiles williams wing wozniak wright wu yalow yonath'
).split(' ');

/** Names that containers and volumes may have (moby daemon/names). */
export const NAME_CHARACTERS = '[a-zA-Z0-9][a-zA-Z0-9_.-]';

/** @returns whether a container may be called so */
export function isValidName(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name);
}

function pick(draw: Draw, words: readonly string[]): string {
  return words[Math.floor(draw() * words.length)] ?? words[0] ?? '';
}

/**
 * @param taken whether a name is in use
 * @returns a free name for a container nobody named: adjective and surname, with a digit from the second try, as dockerd
 * makes them; undefined after six tries
 */
export function randomName(draw: Draw, taken: (name: string) => boolean): string | undefined {
  for (let round = 0; round < 6; round += 1) {
    let name = '';
    do {
      name = `${pick(draw, ADJECTIVES)}_${pick(draw, SURNAMES)}`;
      // Steve Wozniak is not boring: the one rule that docker's generator is known for.
    } while (name === 'boring_wozniak');
    const full = round === 0 ? name : `${name}${Math.floor(draw() * 10)}`;
    if (!taken(full)) {
      return full;
    }
  }
  return undefined;
}
