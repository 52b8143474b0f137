import { z } from 'zod'
import type { ConditionDocument, FieldCondition } from './condition-document.ts'
import { limits } from './limits.ts'

/** The grammar of conditions over given tests: the one place that says how they nest, for zod and so for JSON Schema. */
export function conditionStructure(tests: readonly z.ZodType<FieldCondition>[]): z.ZodType<ConditionDocument> {
  const condition: z.ZodType<ConditionDocument> = z.lazy(() =>
    z.union([
      z.strictObject({ all: z.array(condition).max(limits.list) }),
      z.strictObject({ any: z.array(condition).min(1).max(limits.list) }),
      z.strictObject({ not: condition }),
      ...tests,
    ]),
  )
  return condition
}
