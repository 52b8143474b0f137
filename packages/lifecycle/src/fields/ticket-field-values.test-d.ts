import { orThrow } from '@caseload/core'
import { expectTypeOf, it } from 'vitest'
import {
  type Attributes,
  compileTicketFields,
  defineTicketFields,
  type PersonalFieldValues,
  type TicketFieldValues,
} from '../index.ts'

const declared = defineTicketFields({
  device: { type: 'enum', values: ['laptop', 'phone'], personal: false },
  floor: { type: 'number', personal: false },
  insured: { type: 'boolean', personal: false },
  parts: { type: 'set', of: { type: 'enum', values: ['fan', 'lid'] }, personal: false },
  labels: { type: 'set', of: { type: 'text' }, personal: false },
  birthday: { type: 'text', personal: true },
  diets: { type: 'set', of: { type: 'enum', values: ['vegan'] }, personal: true },
})
type Values = TicketFieldValues<typeof declared>

it('knows the names, types and choices of the fields that are not personal', () => {
  expectTypeOf<Values>().toEqualTypeOf<{
    readonly device?: 'laptop' | 'phone' | null
    readonly floor?: number | null
    readonly insured?: boolean | null
    readonly parts?: readonly ('fan' | 'lid')[] | null
    readonly labels?: readonly string[] | null
  }>()
})

it('knows the personal fields apart', () => {
  expectTypeOf<PersonalFieldValues<typeof declared>>().toEqualTypeOf<{
    readonly birthday?: string | null
    readonly diets?: readonly 'vegan'[] | null
  }>()
})

it('fits the attributes of commands, and reads those of tickets', () => {
  expectTypeOf<Values>().toExtend<Attributes>()
  expectTypeOf(orThrow(compileTicketFields(declared)).read).returns.toEqualTypeOf<Values>()
})

it('wants to know of every field whether it is personal', () => {
  // @ts-expect-error without personal
  defineTicketFields({ device: { type: 'text' } })
})
