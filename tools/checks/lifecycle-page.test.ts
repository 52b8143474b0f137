import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ticketCommandTypes } from '../../packages/lifecycle/src/ticket/ticket-commands.ts'
import { isTest, readWorkspace } from '../workspace/workspace.ts'

const page = readFileSync('docs/concepts/ticket-lifecycle.md', 'utf8')
const lifecycle = readWorkspace(process.cwd()).find(({ folder }) => folder === 'lifecycle')
const source = (lifecycle?.sources ?? [])
  .filter(({ path }) => path.startsWith('src/ticket/') && !isTest(path))
  .map(({ text }) => text)
  .join('\n')

function named(pattern: RegExp): readonly string[] {
  return [...new Set([...source.matchAll(pattern)].map(([, name = '']) => name))].sort()
}

describe('given the page about the life of a ticket, which promises every command, event and refusal', () => {
  it.each([
    ['command', [...ticketCommandTypes], 40],
    ['event', named(/DomainEvent<\s*'([a-z-]+)'/g), 60],
    ['refusal', named(/Refusal<'(ticket\/[a-z-]+)'/g), 30],
  ] as const)('names every %s there is', (_, names, least) => {
    expect(names.length).toBeGreaterThan(least)
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })
})
