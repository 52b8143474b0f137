import { crc32 } from 'node:zlib'

/**
 * A text in a segment: a header that can be checked on its own, then the bytes.
 *
 * `magic 4 | removed 1 | number 6 | durable 6 | length 4 | checksum of the bytes 4 | checksum of number to checksum 4`
 */
export interface SpoolHeader {
  /** Whether the text was removed; its bytes are zeros then. */
  readonly removed: boolean
  /** Place in the order of `append`, over all segments, from 1. */
  readonly number: number
  /** The last number that was durable when this one was written: everything up to it had been acknowledged. */
  readonly durable: number
  /** How many bytes follow. */
  readonly length: number
  /** Checksum of the bytes. */
  readonly checksum: number
}

/** How many bytes a header has. */
export const headerBytes = 29

const magic = Buffer.from('CSP1')
/** Where the mark of removal stands in a record. */
export const removalMarkAt = magic.length
/** The mark of removal. */
export const removalMark = Buffer.from([1])
const numberAt = 5
const durableAt = 11
const lengthAt = 17
const checksumAt = 21
const headerChecksumAt = 25

/** Header and bytes of a text. */
export function writeRecord(number: number, durable: number, bytes: Uint8Array): Buffer {
  const record = Buffer.alloc(headerBytes + bytes.length)
  magic.copy(record)
  record.writeUIntBE(number, numberAt, 6)
  record.writeUIntBE(durable, durableAt, 6)
  record.writeUInt32BE(bytes.length, lengthAt)
  record.writeUInt32BE(crc32(bytes), checksumAt)
  record.writeUInt32BE(crc32(record.subarray(numberAt, headerChecksumAt)), headerChecksumAt)
  record.set(bytes, headerBytes)
  return record
}

/** The header at a place; null where none stands there whole. */
export function readHeader(buffer: Buffer, at: number): SpoolHeader | null {
  if (at + headerBytes > buffer.length || buffer.compare(magic, 0, magic.length, at, at + magic.length) !== 0) return null
  const checked = crc32(buffer.subarray(at + numberAt, at + headerChecksumAt))
  if (checked !== buffer.readUInt32BE(at + headerChecksumAt)) return null
  return {
    removed: buffer[at + removalMarkAt] === removalMark[0],
    number: buffer.readUIntBE(at + numberAt, 6),
    durable: buffer.readUIntBE(at + durableAt, 6),
    length: buffer.readUInt32BE(at + lengthAt),
    checksum: buffer.readUInt32BE(at + checksumAt),
  }
}

/** What stands at a place: a text that waits, one that was removed, or nothing whole. */
export function readRecord(buffer: Buffer, at: number): { readonly header: SpoolHeader; readonly waiting: boolean } | null {
  const header = readHeader(buffer, at)
  if (header === null || at + headerBytes + header.length > buffer.length) return null
  const bytes = buffer.subarray(at + headerBytes, at + headerBytes + header.length)
  if (crc32(bytes) === header.checksum) return { header, waiting: true }
  // The mark was on the disk before any of the bytes went; where they are still whole, it is decided once more.
  return header.removed ? { header, waiting: false } : null
}

/** The next place from `from` on where a header might begin; -1 where there is none. */
export function nextHeader(buffer: Buffer, from: number): number {
  return buffer.indexOf(magic, from)
}
