import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { orThrow, parseInput } from '@caseload/core'
import { workflowDocumentSchema } from '@caseload/lifecycle'
import { compileMapping, type Mapping } from '../src/mapping/compile-mapping.ts'

/** Path of a file that the example ships. */
export function shipped(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url))
}

/** The shipped mapping of the incident log. */
export function shippedMapping(): Mapping {
  const read = (name: string): unknown => JSON.parse(readFileSync(shipped(name), 'utf8'))
  return orThrow(compileMapping(read('mapping.json'), orThrow(parseInput(workflowDocumentSchema, read('workflow.json')))))
}
