import type { OwnFieldFilters } from '@caseload/planner'
import { z } from 'zod'

const optional = z.exactOptional
const bound = optional(z.union([z.string().max(1000), z.number()]))
const members = z.array(z.string().min(1).max(200)).min(1).max(200)
const value = z.union([z.string().min(1).max(200), z.number(), z.boolean()])
const test = z.union([
  z.strictObject({ in: z.array(value).min(1).max(200) }),
  z.strictObject({ prefix: z.string().min(1).max(200) }),
  z.strictObject({ anyOf: members }),
  z.strictObject({ allOf: members }),
  z.strictObject({ noneOf: members }),
  z.strictObject({ missing: z.boolean() }),
  z
    .strictObject({ atLeast: bound, moreThan: bound, atMost: bound, lessThan: bound })
    .refine((range) => Object.keys(range).length > 0, 'a value, or a test such as atLeast, in, prefix, anyOf, missing'),
])

/** The shape of filters by own fields; whether they fit the declaration is a matter of the policies. */
export const ownFieldFiltersSchema: z.ZodType<OwnFieldFilters> = z.record(
  z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/),
  z.union([value, test]),
)
