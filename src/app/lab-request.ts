/** What `lab` was asked for. */
export interface LabRequest {
  /** A lab, or a lesson with one; without it, the lab that comes next. */
  readonly name?: string | undefined;
  readonly engine?: 'sandbox' | 'docker' | 'auto' | undefined;
  readonly hint?: boolean | undefined;
  readonly solution?: boolean | undefined;
  readonly reset?: boolean | undefined;
  readonly json?: boolean | undefined;
}
