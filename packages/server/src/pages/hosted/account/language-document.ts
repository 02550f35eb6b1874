import type { Problem } from '@latchkey/contract'
import { type Language, languages } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { html } from '../../html.ts'
import { refusalBox } from '../../refusal-box.ts'

import { words } from './language-words.ts'
import { accountDocument, doneText } from './shell.ts'

/** Each in itself: whoever cannot read this page finds the own one. */
const names: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
}

interface Shown {
  /** Which may be another than this page is read in. */
  readonly saved: Language
  readonly done: string | undefined
  readonly refusal: Problem | undefined
}

export const documents = (language: Language) => {
  const said = words[language]
  return {
    language: ({ saved, done, refusal }: Shown): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${doneText(said.done, done)}${refusal && refusalBox(refusal, language)}
<section><form method="post" action="/account/language">
<div class="field"><label for="language">${said.label}</label>
<select id="language" name="language" aria-describedby="language-hint">
${languages.map(
  (one) =>
    html`<option value="${one}" lang="${one}"${one === saved && html` selected`}>${names[one]}</option>
`,
)}</select>
<p class="hint" id="language-hint">${said.hint}</p></div>
<button>${said.choose}</button>
</form></section>`,
        { language, current: '/account/language' },
      ),
  }
}
