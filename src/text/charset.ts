/** What a terminal can show: box drawing and typographic signs, or ASCII beside the letters of a language. */
export type Charset = 'unicode' | 'ascii';
