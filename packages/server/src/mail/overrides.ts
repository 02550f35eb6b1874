import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AnyLanguage, isAnyLanguage } from '#kernel/language'
import { type Composed, type Content, linkOf, textOf } from './compose.ts'
import { escaped, htmlOf } from './html.ts'
import { quoted } from './isolate.ts'
import { type Template, type TemplateName, templateNames } from './letter.ts'

/** A file of the folder of templates that cannot be used, and why. */
export class TemplateUnusable extends Error {
  constructor(file: string, reason: string) {
    super(`The mail template ${file} cannot be used: ${reason}.`)
    this.name = 'TemplateUnusable'
  }
}

type Compose = (content: Content, template: Template) => Composed

/** What the operator says in place of the house. */
export interface Overrides {
  find(kind: TemplateName, language: AnyLanguage): Compose | undefined
}

interface Texts {
  subject: string
  text: string
  html: string | undefined
}

const FILE = /^([a-z_]+)\.([A-Za-z-]+)\.(txt|html)$/
const PLACEHOLDER = /\{\{\s*([a-z_]*)\s*\}\}/g
/** What may stand in `{{…}}`: by the data of the template, `link` and `code`, and what every mail has. */
const KNOWN = ['link', 'code', 'subject', 'footer', 'who', 'new_address'] as const

const needs = (kind: TemplateName): string => (kind === 'sign_in_code' ? 'code' : 'link')

/**
 * `<template>.<language>.txt` begins with `Subject: …` and an empty line; `<template>.<language>.html` beside it is
 * sent as the HTML, and without it the text is set by the house. Read once, when the server starts.
 * Throws `TemplateUnusable`, and what reading throws.
 */
export function readOverrides(folder: string): Overrides {
  const found = new Map<string, Texts>()
  for (const file of readdirSync(folder).sort()) {
    if (!/\.(txt|html)$/.test(file)) continue
    const [, kind = '', language = '', type] = FILE.exec(file) ?? []
    if (!isTemplate(kind))
      throw new TemplateUnusable(file, `its name has to be <template>.<language>.${'txt'}`)
    if (!isAnyLanguage(language)) throw new TemplateUnusable(file, `${language} is none of the languages`)
    const content = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n')
    refuseUnknown(file, kind, content)
    const name = `${kind}.${language}`
    const before = found.get(name)
    // `.html` is read before `.txt`.
    if (type === 'html') found.set(name, { subject: '', text: '', html: content })
    else found.set(name, { ...subjectAndText(file, content), html: before?.html })
  }
  for (const [name, { text }] of found) {
    if (text === '') throw new TemplateUnusable(`${name}.html`, `${name}.txt is missing beside it`)
  }
  return {
    find(kind, language) {
      const texts = found.get(`${kind}.${language}`)
      return texts && ((content, template) => filledIn(texts, content, template))
    },
  }
}

const isTemplate = (text: string): text is TemplateName => (templateNames as readonly string[]).includes(text)

function refuseUnknown(file: string, kind: TemplateName, content: string): void {
  const used = [...content.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
  const unknown = used.find((name) => !(KNOWN as readonly string[]).includes(name))
  if (unknown !== undefined) throw new TemplateUnusable(file, `nothing is known as {{${unknown}}}`)
  if (kind !== 'notice' && !used.includes(needs(kind))) {
    throw new TemplateUnusable(file, `{{${needs(kind)}}} is not in it`)
  }
}

function subjectAndText(file: string, content: string): { subject: string; text: string } {
  const [, subject = '', text = ''] = /^Subject: ([^\n]+)\n\n([\s\S]+)$/.exec(content) ?? []
  if (text.trim() === '')
    throw new TemplateUnusable(file, 'it has to begin with "Subject: …" and an empty line')
  if (subject.includes('{{')) throw new TemplateUnusable(file, 'its subject has to be plain text')
  return { subject, text }
}

function filledIn({ subject, text, html }: Texts, content: Content, template: Template): Composed {
  const data: Readonly<Record<string, unknown>> = { ...template }
  const typed = (name: string) => (typeof data[name] === 'string' ? quoted(data[name]) : '')
  const values: Readonly<Record<(typeof KNOWN)[number], string>> = {
    link: linkOf(template) ?? '',
    code: content.code ?? '',
    subject: content.subject,
    footer: content.footer,
    who: typed('who') || typed('by'),
    new_address: template.kind === 'address_changed' ? template.newAddress : '',
  }
  const fill = (source: string, write: (value: string) => string) =>
    source.replaceAll(PLACEHOLDER, (_, name: string) => write(values[name as (typeof KNOWN)[number]]))
  const written = fill(text, (value) => value)
  const own = {
    ...content,
    subject,
    paragraphs: written.trimEnd().split(/\n{2,}/),
    link: undefined,
    code: undefined,
    afterwards: [],
  }
  return { subject, text: textOf(own), html: html === undefined ? htmlOf(own) : fill(html, escaped) }
}
