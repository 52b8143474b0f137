import { posix } from 'node:path'
import { exampleBody } from './example-body.ts'
import type { Fence } from './fence.ts'

/**
 * The test file of one fence.
 *
 * @param fence - The fence.
 * @param folder - Folder the file will stand in, from the root, for the import of the checker.
 */
export function exampleModule(fence: Fence, folder: string): string {
  const { imports, body, valueLines, faults } = exampleBody(fence.code)
  const place = (line: number): string => `${fence.file}:${fence.line + line}`
  const title = JSON.stringify(`${place(0)} ${fence.subject}`)
  const header = `// ${place(0)}; generated, do not edit`
  if (!fence.runs) return `${header}\n${imports}\nexport async function example_() {\n${body}\n}\n`
  const checker = posix.relative(folder, 'tools/doc-examples/check-example.ts')
  const vitest = "import { test as test_ } from 'vitest'"
  if (faults.length > 0) {
    const message = faults.map((fault) => `${place(fault.line)}: ${fault.message}`).join('\n')
    return `${header}\n${vitest}\ntest_(${title}, () => {\n  throw new Error(${JSON.stringify(message)})\n})\n`
  }
  return `${header}
${vitest}
import { exampleCheck as exampleCheck_ } from '${checker}'
${imports}

test_(${title}, async () => {
const { check: check_, finish: finish_ } = exampleCheck_(${JSON.stringify(valueLines.map(place))})
{
${body}
}
finish_()
})
`
}
