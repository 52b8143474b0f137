import { orThrow, renderExplanation } from '@caseload/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workflow } from '../../../test/desk-day.ts'
import { withLab } from '../../../test/with-lab.ts'
import { workflowDocuments } from '../../../test/workflow-documents.ts'
import { compileWorkflow, lifecycleMessages, standardWorkflow } from '../../index.ts'
import { diffToMermaid } from './diff-to-mermaid.ts'
import { diffWorkflows } from './diff-workflows.ts'
import { explainWorkflowDiff } from './explain-workflow-diff.ts'

const next = orThrow(compileWorkflow(withLab))
const words = (to = next) => renderExplanation(explainWorkflowDiff(diffWorkflows(workflow, to)), lifecycleMessages)

describe('given two workflows', () => {
  it('says which statuses and ways came and went, in data and in words', () => {
    const diff = diffWorkflows(workflow, next)
    expect(diff.statuses.map(({ id, before, after }) => [id, before?.category, after?.category])).toEqual([
      ['lab', undefined, 'on-hold'],
      ['on-hold', 'on-hold', undefined],
    ])
    expect(diff.ways.filter(({ before }) => before.length === 0).map(({ from, to }) => `${from} ${to}`)).toContain('lab open')
    expect(diff.settings.map(({ name }) => name)).toEqual(['defaults'])
    expect(JSON.parse(JSON.stringify(diff))).toEqual(diff)
    expect(words()).toContain('· new status lab, on-hold')
    expect(words()).toContain('· status on-hold is gone, was on-hold')
    expect(words()).toContain('· no way from on-hold to open any more')
  })

  it('says which guards and settings are others, and which family a status went to', () => {
    const changed = {
      ...standardWorkflow,
      version: 2,
      statuses: standardWorkflow.statuses.map((status) =>
        status.id === 'on-hold' ? { ...status, category: 'open' as const } : status,
      ),
      defaults: { new: 'new', open: 'open', pending: 'pending', resolved: 'resolved', closed: 'closed' },
      transitions: standardWorkflow.transitions.map((way) =>
        way.to === 'resolved' ? { ...way, requires: ['identifiedAt'] } : way,
      ),
      autoCloseAfter: null,
    }
    const rendered = words(orThrow(compileWorkflow(changed)))
    expect(rendered).toContain('· status on-hold was on-hold, is open')
    expect(rendered).toContain('· other guards on the way from open to resolved')
    expect(rendered).toContain('· autoCloseAfter was "PT96H", is null')
  })

  it('says the same of documents as of what was made from them', () => {
    expect(diffWorkflows(standardWorkflow, withLab)).toEqual(diffWorkflows(workflow, next))
    expect(diffWorkflows(workflow, withLab)).toEqual(diffWorkflows(standardWorkflow, next))
    expect(diffToMermaid(standardWorkflow, withLab)).toBe(diffToMermaid(workflow, next))
  })

  it('finds no difference where only the order of the document differs', () => {
    const turned = { ...standardWorkflow, version: 2, transitions: [...standardWorkflow.transitions].reverse() }
    expect(words(orThrow(compileWorkflow(turned)))).toBe('· the two workflows decide alike')
  })

  it('marks in the diagram what came, went and changed, and nothing else', () => {
    const lines = diffToMermaid(workflow, next).split('\n')
    expect(lines).toContain('  class lab_ added')
    expect(lines).toContain('  class on_hold_ removed')
    expect(lines).toContain('  open_ --> lab_ : added')
    expect(lines).toContain('  on_hold_ --> open_ : removed')
    expect(lines).toContain('  resolved_ --> closed_')
  })

  it('is empty exactly where a workflow is compared with itself, and turned round names the same things', () => {
    fc.assert(
      fc.property(workflowDocuments, workflowDocuments, (a, b) => {
        const [old, young] = [orThrow(compileWorkflow(a)), orThrow(compileWorkflow(b))]
        expect(diffWorkflows(old, old)).toMatchObject({ statuses: [], ways: [], settings: [] })
        const [there, back] = [diffWorkflows(old, young), diffWorkflows(young, old)]
        expect(there.statuses.map(({ id }) => id)).toEqual(back.statuses.map(({ id }) => id))
        expect(there.ways.map(({ before, after }) => [after, before])).toEqual(
          back.ways.map(({ before, after }) => [before, after]),
        )
      }),
      { numRuns: 60 },
    )
  })
})
