import { type AnyLanguage, isAnyLanguage, languages, PSEUDO_LANGUAGE } from '#kernel/language'
import { type Composed, compose } from './compose.ts'
import { type Template, type TemplateName, templateNames } from './letter.ts'
import { readOverrides } from './overrides.ts'
import { samples } from './samples.ts'

/** Of what there is none: which there are. */
export class NothingToPreview extends Error {
  constructor(what: string, known: readonly string[]) {
    super(`There is no ${what}. Known are: ${known.join(', ')}.`)
    this.name = 'NothingToPreview'
  }
}

const LIFETIME_MS = 60 * 60 * 1_000
const isTemplate = (text: string): text is TemplateName => (templateNames as readonly string[]).includes(text)

/**
 * A mail as it would be sent, filled in with samples; with the operator's own texts where there are.
 * Throws `NothingToPreview`, `TemplateUnusable`, and what reading throws.
 */
export function preview(asked: {
  readonly template: string
  readonly language: string
  readonly folder: string | undefined
  readonly baseUrl: string
  readonly now: number
}): Promise<Composed> {
  const { template: kind, language, folder, baseUrl, now } = asked
  if (!isTemplate(kind)) throw new NothingToPreview(`template ${kind}`, templateNames)
  if (!isAnyLanguage(language)) {
    throw new NothingToPreview(`language ${language}`, [...languages, PSEUDO_LANGUAGE])
  }
  return previewOf(kind, language, { folder, baseUrl, now })
}

async function previewOf(
  kind: TemplateName,
  language: AnyLanguage,
  { folder, baseUrl, now }: { folder: string | undefined; baseUrl: string; now: number },
): Promise<Composed> {
  // The table has the data of each kind under its name.
  const template = { kind, ...samples(baseUrl, now)[kind] } as Template
  const place = new URL(baseUrl).host
  const overrides = folder === undefined ? {} : { overrides: readOverrides(folder) }
  return compose({ template, language, place, goodForMs: LIFETIME_MS, ...overrides })
}
