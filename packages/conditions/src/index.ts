export { compileConditions, type Predicate } from './compile-conditions.ts'
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
} from './condition-document.ts'
export { conditionDocumentSchema } from './condition-document.ts'
export type { ConditionIssue } from './condition-issue.ts'
export type {
  BooleanField,
  DurationField,
  EnumField,
  FieldNotes,
  InstantField,
  NumberField,
  ScalarField,
  SetField,
  TextField,
} from './field.ts'
export { defineFields, type FactOf, type Facts, type FactsOf, type Field, type Fields } from './fields.ts'
export { conditionMessages } from './messages.ts'
