import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const pages = ['*.md', 'docs/*.md', 'docs/{concepts,decisions,guides}/*.md', 'packages/*/README.md', 'examples/*/README.md']

/** Relative links of a page that lead nowhere. */
function deadLinks(page: string, text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target) && !existsSync(join(dirname(page), target)))
    .map((target) => `${page}: ${target}`)
}

it('tells a dead link from a live one', () => {
  const text = '[a](README.md) [b](nowhere.md#part) [c](https://example.org) [d](#part)\n```ts\nx[0](nothing)\n```'
  expect(deadLinks('README.md', text)).toEqual(['README.md: nowhere.md'])
})

it('finds every page that the documents link to', () => {
  expect(globSync(pages).flatMap((page) => deadLinks(page, readFileSync(page, 'utf8')))).toEqual([])
})
