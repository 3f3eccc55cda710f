/** An open file description: shared by the descriptors that were made from one another. Only the kernel looks inside. */
export interface OpenFile {
  readonly file: string;
}
