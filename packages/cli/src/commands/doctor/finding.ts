/** One line of `latchkey doctor`. */
export interface Finding {
  readonly about: string
  readonly verdict: 'ok' | 'warn' | 'fail'
  readonly detail: string
  /** What to do about it. */
  readonly mend?: string
}

export const ok = (about: string, detail: string): Finding => ({ about, verdict: 'ok', detail })

export const warn = (about: string, detail: string, mend: string): Finding => ({
  about,
  verdict: 'warn',
  detail,
  mend,
})

export const fail = (about: string, detail: string, mend: string): Finding => ({
  about,
  verdict: 'fail',
  detail,
  mend,
})
