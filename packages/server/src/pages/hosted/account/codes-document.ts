import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { html } from '../../html.ts'
import { words } from './codes-words.ts'
import { accountDocument } from './shell.ts'

/** Recovery codes, shown this once. */
export const documents = (language: Language) => {
  const said = words[language]
  return {
    codes: ({ codes, next }: { codes: readonly string[]; next: string }): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
<p>${said.what}</p>
<section>
<ul class="codes" dir="ltr">
${codes.map((code) => html`<li><code>${code}</code></li>\n`)}</ul>
<p><strong>${said.once}</strong></p>
<p><a class="button" href="${next}">${said.kept}</a></p>
</section>`,
        { language, current: next },
      ),
  }
}
