import type { SqlValue } from '@caseload/storage-sql'

/** Room for most queries; whatever needs more gets a buffer of its own. */
const roomSize = 65_536
const room = Buffer.allocUnsafeSlow(roomSize)

/** Describe the unnamed portal: which columns its rows have. */
const describe = Buffer.from([0x44, 0, 0, 0, 6, 0x50, 0])
/** Execute the unnamed portal to its end, then Sync. */
const executeAndSync = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4])

/** What the messages take beside texts and values. */
const frames = 96
/** No character takes more bytes in UTF-8 than this for each unit of its JavaScript string. */
const mostBytes = 3
/** A number in decimal, and the length of a value. */
const mostDigits = 24
const lengthBytes = 4
/** Up to here, copying a text letter by letter takes less time than having it encoded. */
const shortText = 40

/**
 * What a client sends to have a statement executed, in one buffer (PostgreSQL documentation, "Extended Query" and "Message Formats"): values and rows as text, the unnamed portal, all rows.
 *
 * @param name - Of the prepared statement, in ASCII; empty: it is not kept.
 * @param text - The statement, where the connection does not know it by its name or it has none: it is parsed, and its rows are described. Null: it is known.
 * @param values - Its values; null is SQL's null.
 */
export function extendedQuery(name: string, text: string | null, values: readonly SqlValue[]): Buffer {
  const buffer = roomFor(name, text, values)
  let at = text === null ? 0 : putParse(buffer, putClose(buffer, 0, name), name, text)
  at = putBind(buffer, at, name, values)
  if (text !== null) at += describe.copy(buffer, at)
  at += executeAndSync.copy(buffer, at)
  // Writing ends later than its call, so what others write into is not handed over.
  return buffer === room ? Buffer.from(buffer.subarray(0, at)) : buffer.subarray(0, at)
}

function roomFor(name: string, text: string | null, values: readonly SqlValue[]): Buffer {
  let most = frames + 3 * name.length + (text === null ? 0 : mostBytes * text.length)
  for (const value of values) most += lengthBytes + (typeof value === 'string' ? mostBytes * value.length : mostDigits)
  return most <= roomSize ? room : Buffer.allocUnsafeSlow(most)
}

/** Closing a statement that is not there is no error; one that is there could not be parsed again. */
function putClose(buffer: Buffer, start: number, name: string): number {
  if (name === '') return start
  buffer[start + 5] = 0x53
  return end(buffer, 0x43, start, putText(buffer, start + 6, name))
}

function putParse(buffer: Buffer, start: number, name: string, text: string): number {
  const at = putText(buffer, putText(buffer, start + 5, name), text)
  return end(buffer, 0x50, start, buffer.writeUInt16BE(0, at))
}

function putBind(buffer: Buffer, start: number, name: string, values: readonly SqlValue[]): number {
  buffer[start + 5] = 0
  let at = putText(buffer, start + 6, name)
  at = buffer.writeUInt16BE(0, at)
  at = buffer.writeUInt16BE(values.length, at)
  for (const value of values) {
    const length = value === null ? -1 : putValue(buffer, at + lengthBytes, typeof value === 'string' ? value : String(value))
    at = buffer.writeInt32BE(length, at) + Math.max(length, 0)
  }
  return end(buffer, 0x42, start, buffer.writeUInt16BE(0, at))
}

/** Gives how many bytes it took. */
function putValue(buffer: Buffer, at: number, value: string): number {
  const { length } = value
  if (length > shortText) return buffer.write(value, at)
  for (let place = 0; place < length; place += 1) {
    const unit = value.charCodeAt(place)
    if (unit > 0x7f) return buffer.write(value, at)
    buffer[at + place] = unit
  }
  return length
}

function putText(buffer: Buffer, at: number, text: string): number {
  const after = at + buffer.write(text, at)
  buffer[after] = 0
  return after + 1
}

/** A message says what it is and how long, but for what it is. */
function end(buffer: Buffer, code: number, start: number, at: number): number {
  buffer[start] = code
  buffer.writeInt32BE(at - start - 1, start + 1)
  return at
}
