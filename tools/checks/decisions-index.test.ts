import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'

describe('given the decisions', () => {
  it('lists each with its title, in order', () => {
    const index = readFileSync('docs/decisions/README.md', 'utf8')
    const listed = index.split('\n').filter((line) => line.startsWith('- '))
    const expected = globSync('docs/decisions/[0-9]*.md')
      .toSorted()
      .filter((path) => basename(path) !== '000-template.md')
      .map((path) => {
        const title = readFileSync(path, 'utf8').split('\n')[0]?.replace('# ', '') ?? ''
        return `- [${title}](${basename(path)})`
      })
    expect(listed).toEqual(expected)
  })
})
