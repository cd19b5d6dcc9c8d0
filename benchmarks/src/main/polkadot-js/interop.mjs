// The other side of `./pool bench substrate --interop`.
//
//   node interop.mjs DIR SCHEME FILE      SCHEME is sr25519 or ed25519; DIR is where npm has installed @polkadot/api
//
// FILE has a line for each message: seed, message, signature, the same with a bit changed, in hex. Prints a line for
// each: the seed's public key, whether the signature and the changed one are taken or refused, and a signature of its own.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const [folder, scheme, file] = process.argv.slice(2)
const require = createRequire(resolve(folder, 'here.js'))
const { Keyring } = require('@polkadot/keyring')
const { cryptoWaitReady, sr25519Verify, ed25519Verify } = require('@polkadot/util-crypto')
const { hexToU8a, u8aToHex } = require('@polkadot/util')

await cryptoWaitReady()
const verify = scheme === 'sr25519' ? sr25519Verify : ed25519Verify
const keyring = new Keyring({ type: scheme })
const word = (message, signature, key) => {
  try {
    return verify(message, signature, key) ? 'taken' : 'refused'
  } catch {
    return 'refused'
  }
}
const answers = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => {
  const [seed, message, signature, changed] = line.split(' ').map((hex) => hexToU8a(hex.startsWith('0x') ? hex : '0x' + hex))
  const pair = keyring.addFromSeed(seed)
  keyring.removePair(pair.address)
  return [
    u8aToHex(pair.publicKey, -1, false), word(message, signature, pair.publicKey), word(message, changed, pair.publicKey),
    u8aToHex(pair.sign(message), -1, false),
  ].join(' ')
})
process.stdout.write(answers.join('\n') + '\n')
