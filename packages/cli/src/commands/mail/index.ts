import type { ArgumentSpec, CommandGroup } from '../../command.ts'

const MAIL: ArgumentSpec = { name: 'mail', description: 'the id of a mail, such as mail_0aB1cD2e' }
const STATES = ['waiting', 'sent', 'dead']

export const mail: CommandGroup = {
  name: 'mail',
  summary: 'see what became of mail, and send it once more',
  commands: [
    {
      name: 'list',
      summary: 'list mails and what became of them, the newest first',
      details: 'Of the last 30 days. No link and no code is shown.',
      options: [
        { flags: '--state <state>', description: `only those that are ${STATES.join(', ')}` },
        { flags: '--limit <n>', description: 'at most so many; 20 if left out' },
      ],
      examples: ['latchkey mail list --state dead', 'latchkey mail list --limit 100 --json'],
      run: async (call) => (await import('./list.ts')).listMail(call),
    },
    {
      name: 'show',
      summary: 'show what a mail says, and what became of it',
      details: 'Without its link and its code, which are for its reader only.',
      arguments: [MAIL],
      examples: ['latchkey mail show mail_0aB1cD2e'],
      run: async (call) => (await import('./show.ts')).showMail(call),
    },
    {
      name: 'retry',
      summary: 'send a mail now that is dead or waits',
      details: 'Not one that was sent, nor one whose link or code is over.',
      arguments: [MAIL],
      examples: ['latchkey mail retry mail_0aB1cD2e'],
      run: async (call) => (await import('./retry.ts')).retryMail(call),
    },
    {
      name: 'preview',
      summary: 'print a mail as it would be sent, filled in with samples',
      details:
        'With the texts of LATCHKEY_MAIL_TEMPLATES where there are; whatever is wrong with a file there is said. The language en-XA is English\ndisguised: what can be read plainly in it was not translated.',
      arguments: [{ name: 'template', description: 'such as reset_password' }],
      options: [
        {
          flags: '--language <language>',
          description: 'en, de, es, fr, ja, ar or en-XA; LATCHKEY_LANGUAGE if left out',
        },
        { flags: '--html', description: 'the HTML in place of the text' },
      ],
      examples: [
        'latchkey mail preview reset_password --language ar',
        'latchkey mail preview notice --html > notice.html',
      ],
      isLocal: true,
      run: async (call) => (await import('./preview.ts')).previewMail(call),
    },
  ],
}
