import type { ScriptWords } from './words.ts'

/** What the server gives to begin with. */
interface Begun {
  readonly ceremony: string
  readonly options: object
}

/** Refused by the server, in words for people. */
class Refused extends Error {
  readonly code: string | undefined

  constructor({ detail = '', code }: { detail?: string; code?: string }) {
    super(detail)
    this.code = code
  }
}

/** The options of a ceremony count for five minutes; a page that waits longer asks for others. */
const ASKED_AGAIN_AFTER_MS = 4 * 60_000

/** A page waits for one answer of the browser at a time. */
let waiting: AbortController | undefined

/** What goes with a form tells the server whose passkey it is about: nothing on a sign-in, the half sign-in on its second step. */
async function begin(form: HTMLFormElement): Promise<Begun> {
  const fields = new URLSearchParams()
  for (const name of (form.dataset['sends'] ?? '').split(' ').filter(Boolean))
    fields.set(name, String(new FormData(form).get(name) ?? ''))
  const answer = await fetch(form.dataset['options'] ?? '', { method: 'POST', body: fields })
  const said = (await answer.json()) as Begun & { detail?: string; code?: string }
  if (!answer.ok) throw new Refused(said)
  return said
}

/** Asks the browser, puts what it gives into the form, and sends that as any other form. */
async function ask(form: HTMLFormElement, mediation?: 'conditional'): Promise<void> {
  waiting?.abort()
  waiting = new AbortController()
  const { signal } = waiting
  const { ceremony, options } = await begin(form)
  if (signal.aborted) return
  const credential =
    form.dataset['passkey'] === 'add'
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as never),
          signal,
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as never),
          signal,
          ...(mediation ? { mediation } : {}),
        })
  const response = (credential as PublicKeyCredential).toJSON()
  const field = form.elements.namedItem('passkey') as HTMLInputElement
  field.value = JSON.stringify({ ceremony, response })
  form.action = form.dataset['to'] ?? form.action
  form.submit()
}

function say(form: HTMLFormElement, sentence: string): void {
  let place = form.querySelector<HTMLElement>('[role=alert]')
  if (!place) {
    place = document.createElement('p')
    place.className = 'error'
    place.setAttribute('role', 'alert')
    form.append(place)
  }
  place.textContent = sentence
}

function sentenceFor(error: unknown, words: ScriptWords): string {
  if (error instanceof Refused && error.message !== '') return error.message
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError') return words.cancelled
  if (name === 'InvalidStateError') return words.known
  return words.failed
}

/** Offers passkeys among what the browser fills in at the name. It says nothing when nobody chooses one. */
async function offerInAutofill(form: HTMLFormElement): Promise<void> {
  if (form.dataset['autofill'] === undefined) return
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
  const offer = () => void ask(form, 'conditional').catch(() => undefined)
  const again = setInterval(offer, ASKED_AGAIN_AFTER_MS)
  form.addEventListener('submit', () => clearInterval(again), { once: true })
  offer()
}

/** Whether this browser can have passkeys, as far as this script needs it to (Web Authentication Level 3 section 5.1). */
export const canHavePasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential

/**
 * Forms that wait for a passkey: `data-passkey` is `use` or `add`, `data-options` gives the options, and what the browser gives is sent
 * to `data-to` where the form leads elsewhere without a script.
 */
export function passkeyForms(words: ScriptWords): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const button = form.querySelector('button')
      if (button) button.disabled = true
      void ask(form).catch((error: unknown) => {
        // Where it leads without a script, it is asked who this is.
        const isProofDue = error instanceof Refused && error.code === 'reauth_required'
        if (isProofDue && form.dataset['to'] !== undefined) return form.submit()
        say(form, sentenceFor(error, words))
        if (button) button.disabled = false
        void offerInAutofill(form)
      })
    })
    void offerInAutofill(form)
  }
}

/** Tells the server that a passkey could be offered here: without this, none is. */
export async function tellAbility(): Promise<void> {
  const fields = document.querySelectorAll<HTMLInputElement>('input[type=hidden][name=passkeys]')
  if (fields.length === 0) return
  if (!(await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable())) return
  for (const field of fields) field.value = 'able'
}
