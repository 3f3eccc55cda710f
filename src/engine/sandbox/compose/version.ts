/** The Compose whose words and rules are modelled. */
export const COMPOSE_VERSION = '5.5.0';
