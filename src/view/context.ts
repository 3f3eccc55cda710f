import type { Charset } from '../text/charset.ts';
import type { Lang } from '../text/localized.ts';

/** What a view needs to know of where it will be seen. */
export interface ViewContext {
  readonly lang: Lang;
  /** Cells in a line. */
  readonly columns: number;
  readonly charset: Charset;
}
