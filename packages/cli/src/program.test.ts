import { describe, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { type CommandNode, type CommandSpec, isGroup } from './command.ts'
import { bashCompletion } from './commands/completion/bash.ts'
import { placesOf } from './commands/completion/places.ts'
import { shellsOf } from './commands/completion/shells.ts'
import { commands } from './commands/index.ts'

const verbs = (nodes: readonly CommandNode[], path = ''): [string, CommandSpec][] =>
  nodes.flatMap((node) =>
    isGroup(node)
      ? verbs(node.commands, `${path}${node.name} `)
      : [[`${path}${node.name}`, node] as [string, CommandSpec]],
  )

describe('every command', () => {
  test.each(verbs(commands))('%s teaches with examples of itself', (path, spec) => {
    expect(spec.examples.length).toBeGreaterThan(0)
    for (const example of spec.examples) expect(example).toContain(`latchkey ${path}`)
  })
})

describe('completion', () => {
  const complete = (...words: string[]): string[] => {
    const script = `${bashCompletion(placesOf(commands))}
COMP_WORDS=("$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_latchkey; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
    expect(stderr).toBe('')
    return stdout.split('\n').filter(Boolean)
  }

  test.each<[string[], string[]]>([
    [['latchkey', 'us'], ['user']],
    [['latchkey', 'user', 'dele'], ['delete']],
    [['latchkey', 'user', 'res'], ['reset-link']],
    [['latchkey', 'user', 'list', '--l'], ['--limit']],
    [
      ['latchkey', 'user', 'role', 'ada', 'add', 'ad'],
      ['add', 'admin'],
    ],
    [
      ['latchkey', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['latchkey', 'nothing', 'such'], []],
  ])('bash: %p', (words, offered) => {
    expect(complete(...words)).toEqual(offered)
  })

  test.each(Object.entries(shellsOf(placesOf(commands))))('%s reads its script', (shell, script) => {
    if (spawnSync(shell, ['-c', 'exit 0']).status === null) {
      // The shell is not on this machine: the script still has to name every command.
      for (const [path] of verbs(commands)) expect(script).toContain(path.split(' ').at(-1) ?? '')
      return
    }
    const { status, stderr } = spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})
