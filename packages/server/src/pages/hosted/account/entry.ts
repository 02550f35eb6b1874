import { type Html, html } from '../../html.ts'

export interface Entry {
  /** What it is called, as a rule in `<bdi>`. */
  readonly name: Html | string
  /** What sets it apart from the others. */
  readonly mark?: string | undefined
  /** What there is to know of it, each on a line of its own. */
  readonly lines: readonly (Html | string)[]
  /** What can be done with it. */
  readonly actions?: Html
}

/** One of a list. */
export const entry = ({ name, mark, lines, actions }: Entry): Html => html`<li>
<div>
<p><strong>${name}</strong>${mark !== undefined && html` <span class="badge">${mark}</span>`}</p>
${lines.map((line) => html`<p class="hint">${line}</p>\n`)}</div>
${actions}
</li>
`
