import type { Page } from '../chromium.ts'

/**
 * Where what was refused is not what is read first, or does not lead to each mistake. Asked before anything else has the focus. What
 * asks for it in HTML alone has it with the first frame, which may be drawn after the page has loaded (HTML, "flush autofocus candidates").
 */
export const withoutSummary = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    await new Promise(requestAnimationFrame)
    const refusal = document.querySelector('main .refusal')
    const mistakes = [...document.querySelectorAll('main [aria-invalid=true]')]
    if (refusal === null)
      return mistakes.length === 0 ? [] : ['nothing says at the top that something is wrong']
    const found = document.activeElement === refusal ? [] : ['the summary does not have the focus']
    const led = [...refusal.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].map((one) =>
      document.getElementById(one.hash.slice(1)),
    )
    const isMistake = (one: Element | null) =>
      one !== null && (mistakes.includes(one) || document.getElementById(`${one.id}-error`) !== null)
    if (!led.every(isMistake)) found.push('the summary leads to what is no mistake')
    for (const one of mistakes)
      if (!led.includes(one as HTMLElement)) found.push(`the summary does not lead to ${one.id}`)
    return found
  })
