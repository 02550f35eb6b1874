import type { Language } from '#kernel/language'
import { cardDocument, type Rendered } from './form-document.ts'
import { html } from './html.ts'
import { words } from './nowhere-words.ts'
import { onward } from './onward.ts'
import { remembered } from './remembered.ts'

const nowhere = remembered((language: Language): Rendered => {
  const said = words[language]
  return cardDocument(
    said.title,
    html`<h1>${said.title}</h1>
<p>${said.why}</p>
${onward('/', said.start)}`,
    language,
  )
})

export const documents = (language: Language) => ({ nowhere: () => nowhere(language) })
