import { settingNames } from './settings.ts'

/** The sentence about a name that is no setting; `write` gives a setting's name as the reader would write it. */
export async function unknownName(
  name: string,
  place: string,
  write: (setting: (typeof settingNames)[number]) => string,
): Promise<string> {
  const { distance } = await import('fastest-levenshtein')
  const typed = bare(name)
  let nearest: (typeof settingNames)[number] | undefined
  // Farther than a third of the name it is a guess, and a wrong guess costs its reader more than none.
  let least = Math.max(2, Math.floor(typed.length / 3)) + 1
  for (const setting of settingNames) {
    const far = distance(typed, bare(setting))
    if (far < least) [nearest, least] = [setting, far]
  }
  const advice = nearest === undefined ? 'docs/config.md lists them all.' : `Did you mean ${write(nearest)}?`
  // A quoted key of a file may hold anything, a line break included.
  const shown = /^[\w.-]{1,80}$/.test(name) ? name : JSON.stringify(name.slice(0, 80))
  return `${shown}${place} is not a setting. ${advice}`
}

/** Without the prefix and in lower case, so that LATCHKEY_PORT and port are both next to PORT. */
function bare(name: string): string {
  return name.toLowerCase().replace(/^latchkey_/, '')
}
