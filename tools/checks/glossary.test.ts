import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { outcomes, priorities } from '../../packages/lifecycle/src/ticket/ticket.ts'
import { statusCategories } from '../../packages/lifecycle/src/workflow/status-category.ts'
import { isTest, readWorkspace } from '../workspace/workspace.ts'
import { isInCode, namesIn, termsOf } from './glossary.ts'

/** Terms of the ticket, the customer, time and design that no type carries, and why. */
const withoutType: Readonly<Record<string, string>> = {
  queue: 'what waits for a team is a list of tickets',
  kind: 'a code of the desk’s own',
  topic: 'a code of the desk’s own',
  channel: 'a code of the desk’s own',
  'support line, level': 'a number',
  'impact, urgency': 'codes of the desk’s own',
  'identity resolution': 'a procedure',
  'E.164': 'a standard',
  'gap, overlap': 'what local times can be',
  done: 'two categories together',
  'in doubt': 'a kind of problem',
  canary: 'a technique of the tests',
}

const terms = termsOf(readFileSync('docs/glossary.md', 'utf8'))
const sources = readWorkspace(process.cwd()).flatMap(({ folder, sources: files }) =>
  files.filter(({ path }) => !isTest(path)).map(({ path, text }) => ({ path: `${folder}/${path}`, text })),
)
const names = namesIn(sources)
const tied = terms.filter(({ section }) => ['Tickets', 'Customers', 'Time and promises', 'Design'].includes(section))

describe('given the glossary', () => {
  it('names nothing of the code that is not there', () => {
    expect(terms.flatMap(({ term, ties }) => ties.filter((name) => !isInCode(name, names)).map((name) => [term, name]))).toEqual(
      [],
    )
  })

  it('ties every term to what carries it in the code, or the exception says why not', () => {
    const loose = tied.filter(({ ties }) => !ties.some((name) => names.exported.has(name) || /[A-Z]/.test(name)))
    expect(loose.map(({ term }) => term).sort()).toEqual([...Object.keys(withoutType), ...statusCategories].sort())
  })

  it('has a term once', () => {
    const all = tied.map(({ section, term }) => `${section}: ${term}`)
    expect(all.filter((term, index) => all.indexOf(term) !== index)).toEqual([])
  })

  it('has every category, priority and outcome there is, and no other', () => {
    const codesOf = (name: string) => terms.find(({ term }) => term === name)?.ties.filter((tie) => !/^[A-Z]/.test(tie))
    expect(codesOf('status category')).toEqual([...statusCategories])
    expect(codesOf('priority')).toEqual([...priorities])
    expect(codesOf('outcome')).toEqual([...outcomes])
    for (const category of statusCategories) expect(terms.map(({ term }) => term)).toContain(category)
  })
})

describe('given a page and sources of one’s own', () => {
  const page =
    '## Tickets\n\n| term | meaning here | source |\n| ---- | --- | --- |\n| ticket | a request: `Ticket` | FHIR `Task` |\n'
  const made = namesIn([
    { path: 'a/src/index.ts', text: "export { type Ticket } from './t.ts'\nreadonly openedAt: string\n'on-hold'" },
  ])

  it('reads terms with their ties, and takes no word from others’ names', () => {
    expect(termsOf(page)).toEqual([{ section: 'Tickets', term: 'ticket', ties: ['Ticket'] }])
  })

  it.each([
    ['Ticket', true],
    ['openedAt', true],
    ['on-hold', true],
    ['Ticke', false],
    ['OpenedAt', false],
    ['closedAt', false],
  ])('finds %s: %s', (name, found) => {
    expect(isInCode(name, made)).toBe(found)
  })
})
