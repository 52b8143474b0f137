import type { FileOutcome, VectorOutcome } from './outcome.ts'

const shown = 5

/** One line a file, and the first differences and reasons below it. */
export function report(files: readonly FileOutcome[]): string {
  const lines = files.flatMap(({ file, outcomes, skipped }) => {
    if (skipped !== null) return [`${file}: not run (${skipped})`]
    const count = (status: VectorOutcome['status']) => outcomes.filter((outcome) => outcome.status === status).length
    const different = count('different') > 0 ? `, ${count('different')} different on purpose` : ''
    const head = `${file}: ${count('passed')} passed, ${count('failed')} failed, ${count('unsupported')} unsupported${different}`
    return [head, ...details(outcomes)]
  })
  const all = files.flatMap(({ outcomes }) => outcomes)
  const total = (status: VectorOutcome['status']) => all.filter((outcome) => outcome.status === status).length
  const sum = `${total('passed')} passed, ${total('failed')} failed, ${total('unsupported')} unsupported, ${total('different')} different on purpose`
  return [...lines, '', `${files.length} files: ${sum}`].join('\n')
}

function details(outcomes: readonly VectorOutcome[]): readonly string[] {
  const failed = outcomes.filter(({ status }) => status === 'failed').slice(0, shown)
  const unsupported = outcomes.filter(({ status }) => status === 'unsupported').slice(0, shown)
  return [
    ...failed.map(({ id, expected, actual }) => `  ${id}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`),
    ...unsupported.map(({ id, reason }) => `  ${id}: unsupported, ${reason}`),
  ]
}
