/** What the script says by itself; the page gives it in its language, as JSON at the element that loads the script. */
export interface ScriptWords {
  readonly show: string
  readonly hide: string
  /** The same, said whole: each holds what is seen (WCAG 2.2, 2.5.3). */
  readonly showPassword: string
  readonly hidePassword: string
  /** Somebody closed the browser's window, or let its time run out. */
  readonly cancelled: string
  /** The device has a passkey of this account already. */
  readonly known: string
  readonly failed: string
}

export const wordsOfPage = (): ScriptWords | undefined => {
  const text = document.querySelector<HTMLScriptElement>('script[data-words]')?.dataset['words']
  return text === undefined ? undefined : (JSON.parse(text) as ScriptWords)
}
