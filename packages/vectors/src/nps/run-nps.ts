import { netPromoterScore, type PromoterCounts, promoterClass, promoterCounts } from '@caseload/statistics'
import { ok } from 'neverthrow'
import { z } from 'zod'
import type { Run } from '../outcome.ts'

/** A file of schema `nps/1`: answers or their distribution, and the net promoter score or the class of one answer. */
export const npsFile = z.looseObject({ name: z.string(), conventions: z.unknown().optional() })

const counts: z.ZodType<PromoterCounts> = z.looseObject({ promoters: z.number(), passives: z.number(), detractors: z.number() })
const vectorShape = z.looseObject({
  scores: z.array(z.number()).optional(),
  distribution: counts.optional(),
  distributions: z.array(counts).optional(),
  score: z.number().optional(),
  expectedNps: z.number().nullable().optional(),
  expectedClass: z.string().optional(),
  expectedError: z.string().optional(),
  tolerance: z.number().optional(),
  convention: z.unknown().optional(),
  sourceRef: z.unknown().optional(),
})
type Vector = z.infer<typeof vectorShape>

const refused = Symbol('refused')

/** Runs the vectors of a file against the net promoter score of `@caseload/statistics`. */
export function runNps(file: z.infer<typeof npsFile>): (vector: unknown) => Run {
  return (raw) => {
    const parsed = vectorShape.safeParse(raw)
    if (!parsed.success) return { unsupported: `not of its schema: ${parsed.error.issues[0]?.path.join('.')}` }
    const vector = parsed.data
    const { expectedNps, expectedClass, expectedError } = vector
    const given = [vector.scores, vector.distribution, vector.distributions, vector.score].filter((one) => one !== undefined)
    if (given.length !== 1) return { unsupported: 'needs one of scores, distribution, distributions and score' }
    const expectations = [expectedNps, expectedClass, expectedError].filter((one) => one !== undefined)
    const [expected] = expectations
    if (expectations.length !== 1) return { unsupported: 'needs one of expectedNps, expectedClass and expectedError' }
    if (vector.score === undefined ? expectedClass !== undefined : expectedNps !== undefined) {
      return { unsupported: 'a class is of one score, a net promoter score of several' }
    }
    const actual = vector.score === undefined ? npsOf(vector, ofNone(vector, file)) : classOf(vector.score)
    if (actual === refused) return { expected, actual: expectedError ?? 'refused' }
    const close =
      typeof expected === 'number' && typeof actual === 'number' && Math.abs(actual - expected) <= (vector.tolerance ?? 1e-9)
    return { expected, actual: close ? expected : actual }
  }
}

function classOf(score: number): string | typeof refused {
  return promoterClass(score).unwrapOr<typeof refused>(refused)
}

function npsOf(vector: Vector, none: 'null' | 'zero'): number | null | typeof refused {
  const { scores, distribution, distributions = distribution === undefined ? [] : [distribution] } = vector
  const pooled = scores === undefined ? ok(poolOf(distributions)) : promoterCounts(scores)
  return pooled
    .andThen((counts) => netPromoterScore(counts, { ofNone: none }))
    .map((found) => found?.score ?? null)
    .unwrapOr<typeof refused>(refused)
}

function poolOf(distributions: readonly PromoterCounts[]): PromoterCounts {
  const sum = (name: keyof PromoterCounts) => distributions.reduce((total, one) => total + one[name], 0)
  return { promoters: sum('promoters'), passives: sum('passives'), detractors: sum('detractors') }
}

/** What no answers give, as the vector, its file or, if both are silent, its source has it. */
function ofNone({ convention, sourceRef }: Vector, { conventions }: z.infer<typeof npsFile>): 'null' | 'zero' {
  const said = [convention, conventions]
    .map((one) => JSON.stringify(one) ?? '')
    .find((text) => /empty|no (scores|answers)/i.test(text))
  const zero =
    said === undefined ? /JackLimited/i.test(String(sourceRef)) : /(empty|no (scores|answers))[^,;.]*\b(0|zero)\b/i.test(said)
  return zero ? 'zero' : 'null'
}
