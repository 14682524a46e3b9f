const reflectedPolynomial = 0xa001
const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >> 1) ^ reflectedPolynomial : sum >> 1
  return sum
})

/** CRC-16/ARC, as LAME's tag has it. @param before of the bytes that come before; 0: of none */
export function crc16(before: number, bytes: Uint8Array): number {
  let sum = before
  for (let i = 0; i < bytes.length; i++) sum = (sum >> 8) ^ table[(sum ^ bytes[i]) & 0xff]
  return sum
}
