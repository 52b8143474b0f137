import { parseInput } from '@caseload/core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { attributesField, personalFieldsField } from './fields.ts'

const named: unknown = JSON.parse('{ "__proto__": "x", "product": "lamp" }')

it.each([
  ['own fields', attributesField],
  ['personal fields', personalFieldsField],
])('refuses __proto__ among %s by its name', (_, field) => {
  for (const beside of [{}, { impact: undefined }]) {
    const given = parseInput(z.strictObject({ values: field, impact: z.exactOptional(z.string()) }), { values: named, ...beside })
    expect(given.isErr() && given.error.issues.map(({ path }) => path)).toEqual(['values.__proto__'])
  }
})
