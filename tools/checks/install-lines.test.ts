import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** What the snippets of a page import of ours and its install line leaves out; null where the page installs nothing. */
function leftOut(page: string): readonly string[] | null {
  const installed = /^npm install (.*)$/m.exec(page)?.[1]?.split(' ')
  if (installed === undefined) return null
  const code = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, text = '']) => text).join('\n')
  const imported = [...code.matchAll(/from '(@caseload\/[\w-]+)/g)].map(([, name = '']) => name)
  return [...new Set(imported)].filter((name) => !installed.includes(name)).sort()
}

const pages = globSync(['README.md', 'packages/*/README.md', 'docs/guides/*.md'], { cwd: root }).flatMap((path) => {
  const missing = leftOut(readFileSync(join(root, path), 'utf8'))
  return missing === null ? [] : [[path, missing] as const]
})

describe('given a page that says what to install', () => {
  it.each(pages)('%s names every package of ours that its snippets import', (_, missing) => {
    expect(missing).toEqual([])
  })

  it('would find one that is left out', () => {
    const page = "npm install @caseload/a zod\n```ts\nimport { b } from '@caseload/b/part'\n```\n"
    expect(leftOut(page)).toEqual(['@caseload/b'])
    expect(pages.length).toBeGreaterThan(10)
  })
})
