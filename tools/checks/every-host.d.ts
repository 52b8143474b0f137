// What every JavaScript host has (browsers, Node, Deno, Bun, edge runtimes) and a port may use: waiting, bytes of text, and secrets. Nothing else of a host.

declare function setTimeout(callback: () => void, ms: number): unknown
declare function clearTimeout(timer: unknown): void
declare function atob(base64: string): string
declare function btoa(binary: string): string

declare class TextEncoder {
  encode(text: string): Uint8Array
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean })
  decode(bytes: Uint8Array): string
}

declare const crypto: { getRandomValues<Bytes extends Uint8Array>(bytes: Bytes): Bytes }
