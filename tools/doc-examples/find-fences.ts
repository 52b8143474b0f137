import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { docBlockFences } from './doc-block-fences.ts'
import type { Fence } from './fence.ts'
import { markdownFences } from './markdown-fences.ts'

const pages = ['README.md', 'CONTRIBUTING.md', 'packages/*/README.md', 'examples/*/README.md', 'docs/**/*.md']
const sources = ['packages/*/src/**/*.ts']
const generated = /(^|\/)(node_modules|generated|api)\/|\.test(-d)?\.ts$|\.prop\.test\.ts$/

/** Every TypeScript fence of the project's documents and doc blocks, by file and line. */
export function findFences(root: string): readonly Fence[] {
  const read = (patterns: readonly string[], fences: (file: string, text: string) => readonly Fence[]): readonly Fence[] =>
    globSync(patterns, { cwd: root })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => !generated.test(file))
      .sort()
      .flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8')
        return text.includes('```') ? fences(file, text) : []
      })
  return [...read(pages, markdownFences), ...read(sources, docBlockFences)]
}
