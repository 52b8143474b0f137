import type { Json } from '@caseload/core'
import type { Scalar } from './scalar.ts'

/** A kind of document, declared once by the domain; adapters derive tables, columns and indexes from it. */
export interface KindSpec {
  /** Name of the kind: a lower-case letter, then up to 39 lower-case letters, digits or `-`. */
  readonly kind: string
  /** What documents of the kind are filtered, sorted and counted by; names are a letter, then up to 39 letters or digits, distinct without regard to case. */
  readonly fields: Readonly<Record<string, FieldSpec>>
  /** Names of look-up values such as an e-mail address; none by default. */
  readonly keys?: Readonly<Record<string, KeySpec>>
  /** The ways documents are listed; an SQL adapter builds one index for each. */
  readonly paths?: readonly AccessPath[]
}

/** Type of a field: `text` is compared byte by byte, `int` is a safe integer, `instant` is epoch milliseconds, `bool` has `false` before `true`. */
export type FieldType = 'text' | 'int' | 'instant' | 'bool'

/** One index field; a nullable field can be filtered and counted by, never sorted by, since engines disagree about where nulls go. */
export type FieldSpec = RequiredField | NullableField

/** A field that every document of the kind has. */
export interface RequiredField {
  /** Type of its values. */
  readonly type: FieldType
  /** Never null. */
  readonly nullable?: false
  /** Whether lists may be sorted by it; false by default. */
  readonly sortable?: boolean
  /** {@inheritDoc FieldBackfill} */
  readonly backfill?: FieldBackfill
}

/** A field that may be null. */
export interface NullableField {
  /** Type of its values other than null. */
  readonly type: FieldType
  /** May be null. */
  readonly nullable: true
  /** {@inheritDoc FieldBackfill} */
  readonly backfill?: FieldBackfill
}

/** The field's value for a document stored before the field was declared; by default the member of the document with the field's name. */
export type FieldBackfill = (doc: Json) => Scalar

/** A name documents can be looked up by. A document may have several values of one name. */
export interface KeySpec {
  /** Whether no two documents of the kind in one tenant may have the same value. */
  readonly unique: boolean
}

/** One way documents are listed: some fields equal, then sorted. */
export interface AccessPath {
  /** Fields that are compared for equality. */
  readonly eq: readonly string[]
  /** Fields the list is sorted by; the id follows by itself. */
  readonly sort: readonly string[]
}

/** One look-up value of a document. Values come normalised; a store compares bytes. */
export interface KeyValue {
  /** A declared name of the kind. */
  readonly name: string
  /** 1 to 512 bytes of UTF-8. */
  readonly value: string
}
