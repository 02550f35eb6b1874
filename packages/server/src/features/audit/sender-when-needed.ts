import type { Sender, SenderOptions } from './senders.ts'

/** Sockets of every kind are loaded where there is a log collector, and by nobody else. */
export function senderWhenNeeded(options: SenderOptions): Sender {
  let loading: Promise<Sender> | undefined
  const sender = () => (loading ??= import('./senders.ts').then(({ senderTo }) => senderTo(options)))
  return {
    send: async (entries) => (await sender()).send(entries),
    close: () => void loading?.then((one) => one.close()),
  }
}
