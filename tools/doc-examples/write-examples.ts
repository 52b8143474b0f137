import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { exampleModule } from './example-module.ts'
import { findFences } from './find-fences.ts'

/** Where the generated test files go, from the root. */
export const examplesFolder = 'docs/generated'

/**
 * Writes one test file for each TypeScript fence of the documents, and removes those whose fence is gone.
 *
 * Files are numbered within their document, and a file that would not change is left alone, so that several runs may do
 * this at once.
 */
export function writeExamples(root: string): void {
  const numbers = new Map<string, number>()
  const wanted = new Set<string>()
  for (const fence of findFences(root)) {
    const number = (numbers.get(fence.file) ?? 0) + 1
    numbers.set(fence.file, number)
    const path = posix.join(examplesFolder, `${fence.file}.${number}${fence.runs ? '.test' : '.no-run'}.ts`)
    wanted.add(path)
    writeIfChanged(join(root, path), exampleModule(fence, posix.dirname(path)))
  }
  for (const path of globSync(`${examplesFolder}/**/*.ts`, { cwd: root }))
    if (!wanted.has(path.replaceAll('\\', '/'))) rmSync(join(root, path), { force: true })
}

function writeIfChanged(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) return
  } catch {
    mkdirSync(dirname(path), { recursive: true })
  }
  writeFileSync(path, text)
}
