import type { Log } from './log.ts'

/** Work that is written down first and done after whoever asked was answered; what a crash leaves is done later. */
export interface WorkOff {
  /** In this process's next free turn at the earliest. */
  later(): void
  /** What there is now. */
  soon(): void
  /** Everything that was asked for is done when it resolves. */
  settled(): Promise<void>
}

/** `round` does some of it, one after the other, and says whether there was any. */
export function workOff(round: () => Promise<boolean>, log: Pick<Log, 'error'>, failed: string): WorkOff {
  let last: Promise<void> = Promise.resolve()
  const all = async (): Promise<void> => {
    while (await round());
  }
  const soon = (): void => {
    last = last.then(all).catch((error: unknown) => log.error({ err: error }, failed))
  }
  return {
    later: () => void setImmediate(soon),
    soon,
    settled: () => new Promise((resolve) => setImmediate(() => resolve(last))),
  }
}
