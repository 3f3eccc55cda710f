/** What Go's text/template says when a template is wrong, or cannot be done with this data. */
export class TemplateError extends Error {
  /**
   * @param place line of the template, or `line:column: executing "" at <…>` for what happens while it runs
   * @param what Go's words
   */
  constructor(place: number | string, what: string) {
    super(`template: :${place}: ${what}`);
    this.name = 'TemplateError';
  }
}
