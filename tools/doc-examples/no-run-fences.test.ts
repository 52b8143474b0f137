import { describe, expect, it } from 'vitest'
import { findFences } from './find-fences.ts'
import { noRunFences } from './no-run-fences.ts'

describe('given every fence of the documents', () => {
  const fences = findFences(process.cwd())

  it('finds fences at all', () => {
    expect(fences.length).toBeGreaterThan(20)
  })

  it('lists exactly those that are marked no-run, each with a reason', () => {
    const marked = fences.filter((fence) => !fence.runs).map(({ file, subject }) => `${file}: ${subject}`)
    expect(marked).toEqual(noRunFences.map(({ file, subject }) => `${file}: ${subject}`))
    for (const { reason } of noRunFences) expect(reason.length).toBeGreaterThan(20)
  })
})
