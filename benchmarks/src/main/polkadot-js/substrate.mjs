// The other side of `./pool bench substrate`: the same work by polkadot-js, in a process of its own.
//
//   node substrate.mjs DIR prepare METADATA TARGET        writes the metadata with as much text as a node's own has
//   node substrate.mjs DIR OPERATION METADATA EVENTS      prints the CPU time of one operation in microseconds, a line per
//                                                       second, after a warm-up
//
// DIR is where npm has installed @polkadot/api.
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const [folder, operation, metadataFile, more] = process.argv.slice(2)
const require = createRequire(resolve(folder, 'here.js'))
const { Metadata, TypeRegistry, expandMetadata } = require('@polkadot/types')
const { Keyring } = require('@polkadot/keyring')
const { cryptoWaitReady, sr25519Verify, decodeAddress } = require('@polkadot/util-crypto')
const { hexToU8a, u8aToHex } = require('@polkadot/util')

await cryptoWaitReady()
const bytes = new Uint8Array(readFileSync(metadataFile))
const read = () => new Metadata(new TypeRegistry(), bytes)

if (operation === 'prepare') {
  const line = 'Documentation is written for people, and a runtime carries it along with every item.'
  let left = 360_291 - bytes.length
  const documented = (value) => Array.isArray(value) ? value.map(documented)
    : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, inner]) => {
      if (key !== 'docs' || left < line.length) return [key, documented(inner)]
      left -= line.length + 2
      return [key, [line]]
    })) : value
  const plain = read()
  const whole = new Metadata(plain.registry, { magicNumber: plain.magicNumber, metadata: { v14: documented(plain.asV14.toJSON()) } })
  writeFileSync(more, whole.toU8a())
  process.exit(0)
}

const registry = new TypeRegistry()
const metadata = new Metadata(registry, bytes)
registry.setMetadata(metadata)
const { tx, query } = expandMetadata(registry, metadata)
const alice = new Keyring({ type: 'sr25519' }).addFromUri('//Alice')
const message = new Uint8Array(256).fill(7)
const signature = alice.sign(message)
const account = alice.publicKey
const hash = '0x' + '5a'.repeat(32)
const machine = '8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48'
const info = {
  serverRoom: hash, uploadNet: 20, downloadNet: 20, longitude: { East: 1311548 }, latitude: { North: 311432 },
  telecomOperators: ['China Unicom'], isBareMachine: false,
}
const terms = {
  blockHash: hash, blockNumber: 1234, era: registry.createType('ExtrinsicEra', { current: 1234, period: 64 }), genesisHash: hash,
  nonce: 7, tip: 0, runtimeVersion: registry.createType('RuntimeVersion', { specVersion: 400, transactionVersion: 1 }),
  signedExtensions: registry.signedExtensions,
}
const events = operation === 'decodeEvents'
  ? hexToU8a(JSON.parse(readFileSync(more, 'utf8')).events.reduce((a, b) => (a.raw.length > b.raw.length ? a : b)).raw) : null
const eventsType = query.system.events.meta.type.asPlain

const work = {
  decodeMetadata: read,
  decodeEvents: () => registry.createTypeUnsafe(registry.createLookupType(eventsType), [events]),
  encodeAndSign: () => {
    const call = tx.onlineProfile.addMachineInfo(machine, info)
    const extrinsic = registry.createType('Extrinsic', call, { version: 4 })
    return extrinsic.sign(alice, terms).toU8a()
  },
  sign: () => alice.sign(message),
  verify: () => { if (!sr25519Verify(message, signature, account)) throw new Error('not valid') },
  storageKey: () => query.system.account(account),
}[operation]

const cpuMicros = () => { const { user, system } = process.cpuUsage(); return user + system }
const second = () => {
  const begin = process.hrtime.bigint()
  const cpu = cpuMicros()
  let count = 0
  do {
    work()
    count++
  } while (process.hrtime.bigint() - begin < 1_000_000_000n)
  return (cpuMicros() - cpu) / count
}
for (const end = cpuMicros() + 4_000_000; cpuMicros() < end;) work()
for (let warmUp = 0; warmUp < 2; warmUp++) second()
for (let round = 0; round < 5; round++) console.log(second())
