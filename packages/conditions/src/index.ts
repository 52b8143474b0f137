export type {
  AllCondition,
  AllOfCondition,
  AnyCondition,
  AnyOfCondition,
  ConditionDocument,
  ConditionValue,
  EqualsCondition,
  FieldCondition,
  InCondition,
  MissingCondition,
  NoneOfCondition,
  NotCondition,
  PrefixCondition,
  RangeCondition,
  WithinCondition,
} from './document/condition-document.ts'
export { conditionDocumentSchema } from './document/condition-document-schema.ts'
export type { ConditionIssue, InvalidCondition, NeverHolds } from './document/condition-issue.ts'
export { conditionJsonSchema, conditionSchemaFor } from './document/condition-schema-for.ts'
export { factsJsonSchema, factsSchema } from './fields/facts-schema.ts'
export type {
  BooleanField,
  DurationField,
  EnumField,
  Field,
  FieldNotes,
  InstantField,
  NumberField,
  ScalarField,
  SetField,
  TextField,
} from './fields/field.ts'
export { defineFields, type FactOf, type Facts, type FactsOf, type Fields, type ScalarFact } from './fields/fields.ts'
export { fieldsSchema } from './fields/fields-schema.ts'
export { conditionMessages } from './messages.ts'
export { compileConditions } from './predicate/compile-conditions.ts'
export type { Predicate } from './predicate/predicate.ts'
