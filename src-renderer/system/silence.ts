/** Chromium gives the system's media keys to players of something longer than five seconds. */
const seconds = 8
/** The lowest rate that every decoder takes. */
const sampleRateHz = 8_000
/** Of unsigned 8-bit PCM. */
const silentByte = 0x80

/** Some seconds of silence as the address of a WAV file: mono, 8-bit PCM (RIFF, Multimedia Programming Interface 1.0). */
export function silenceAddress(): string {
  const samples = seconds * sampleRateHz
  const header = new DataView(new ArrayBuffer(44))
  const text = (at: number, letters: string): void =>
    [...letters].forEach((letter, index) => header.setUint8(at + index, letter.charCodeAt(0)))
  text(0, 'RIFF')
  header.setUint32(4, 36 + samples, true)
  text(8, 'WAVEfmt ')
  header.setUint32(16, 16, true)
  header.setUint16(20, 1, true)
  header.setUint16(22, 1, true)
  header.setUint32(24, sampleRateHz, true)
  header.setUint32(28, sampleRateHz, true)
  header.setUint16(32, 1, true)
  header.setUint16(34, 8, true)
  text(36, 'data')
  header.setUint32(40, samples, true)
  const head = String.fromCharCode(...new Uint8Array(header.buffer))
  return `data:audio/wav;base64,${btoa(head + String.fromCharCode(silentByte).repeat(samples))}`
}
