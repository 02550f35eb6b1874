import { focusRefusal, sendOnce } from './forms.ts'
import { canHavePasskeys, passkeyForms, tellAbility } from './passkeys.ts'
import { judges, showButtons } from './passwords.ts'
import { wordsOfPage } from './words.ts'

// Every page works without this, but for passkeys. `tools/generate.ts` makes one file of it.
focusRefusal()
sendOnce()
judges()
const words = wordsOfPage()
if (words) {
  showButtons(words)
  if (canHavePasskeys()) {
    passkeyForms(words)
    void tellAbility()
  }
}
