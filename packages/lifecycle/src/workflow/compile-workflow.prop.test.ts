import { orThrow } from '@caseload/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { workflowDocuments } from '../../test/workflow-documents.ts'
import { compileWorkflow } from './compile-workflow.ts'
import { standardWorkflow } from './standard-workflow.ts'
import { toMarkdownTable } from './to-markdown-table.ts'
import { toMermaid } from './to-mermaid.ts'

it('never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.anything({ withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }), (junk) => {
      expect(compileWorkflow(junk).isErr()).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it('never throws where junk stands in one place of a good document', () => {
  const names = Object.keys(standardWorkflow)
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.anything(), (name, junk) => {
      const outcome = compileWorkflow({ ...standardWorkflow, [name]: junk })
      expect(outcome.isOk() || outcome.error.length > 0).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it('means the same after a trip through JSON', () => {
  fc.assert(
    fc.property(workflowDocuments, (document) => {
      const before = orThrow(compileWorkflow(document))
      const after = orThrow(compileWorkflow(JSON.parse(JSON.stringify(document))))
      expect(after.document).toEqual(document)
      expect(after.warnings).toEqual(before.warnings)
      expect(toMermaid(after)).toBe(toMermaid(before))
      expect(toMarkdownTable(after)).toBe(toMarkdownTable(before))
    }),
    { numRuns: 100 },
  )
})
