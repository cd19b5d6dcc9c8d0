// Records known answers from a node, as polkadot-js gives them, into the files that VectorsTest and RecordedBlocksTest read:
//
//   npm install --prefix DIR @polkadot/api@16.5.6
//   node record.mjs DIR ws://127.0.0.1:PORT ../resources/vectors
//
// The node must run a runtime with balances, utility, proxy and multisig, build a block for each extrinsic, and know
// dev_setStorage, by which the development accounts get something to spend: chopsticks does. What chain-vectors.json
// says of keys alone is kept; metadata loses its documentation.
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const [folder, endpoint, target] = process.argv.slice(2)
const require = createRequire(resolve(folder, 'here.js'))
const { ApiPromise, WsProvider, Keyring } = require('@polkadot/api')
const { u8aToHex, hexToU8a } = require('@polkadot/util')
const { createKeyMulti } = require('@polkadot/util-crypto')

const provider = new WsProvider(endpoint)
const api = await ApiPromise.create({ provider, noInitWarn: true })
const keyring = new Keyring({ type: 'sr25519', ss58Format: api.registry.chainSS58 })
const [alice, bob, charlie] = ['//Alice', '//Bob', '//Charlie'].map((uri) => keyring.addFromUri(uri))
const people = [alice, bob, charlie]
const unit = 10n ** BigInt(api.registry.chainDecimals[0])

await provider.send('dev_setStorage', [{
  System: { Account: people.map(({ address }) => [[address], { providers: 1, data: { free: String(1_000_000n * unit) } }]) },
}])
await provider.send('dev_newBlock', [{ count: 1 }])

const camel = ({ section, method }) => `${section}.${method}`
const submit = (call, signer, options) => new Promise((done, failed) => {
  call.signAndSend(signer, { nonce: -1, ...options }, ({ status }) => {
    if (status.isInBlock) done(status.asInBlock)
    else if (status.isFinalized) done(status.asFinalized)
  }).catch(failed)
})

const recordBlock = async (hash) => {
  const [block, at] = await Promise.all([api.rpc.chain.getBlock(hash), api.at(hash)])
  const raw = (await provider.send('state_getStorage', [api.query.system.events.key(), hash.toHex()]))
  const decoded = (await at.query.system.events()).map(({ phase, event }) => ({
    phase: phase.isApplyExtrinsic ? JSON.stringify({ applyExtrinsic: phase.asApplyExtrinsic.toNumber() }) : phase.type,
    event: camel(event),
    data: event.data.toJSON(),
  }))
  const extrinsics = []
  for (const extrinsic of block.block.extrinsics) {
    const one = { hex: extrinsic.toHex(), hash: extrinsic.hash.toHex(), call: camel(extrinsic.method), signed: extrinsic.isSigned }
    if (extrinsic.isSigned) {
      const number = block.block.header.number.toNumber()
      const birth = extrinsic.era.isMortalEra ? extrinsic.era.asMortalEra.birth(number) : 0
      Object.assign(one, {
        signer: u8aToHex(extrinsic.signer.value.toU8a()),
        nonce: extrinsic.nonce.toNumber(),
        tip: extrinsic.tip.toString(),
        birth,
        diesAt: extrinsic.era.isMortalEra ? extrinsic.era.asMortalEra.death(number) : null,
        birthHash: (await api.rpc.chain.getBlockHash(birth)).toHex(),
      })
    }
    extrinsics.push(one)
  }
  return { block: block.block.header.number.toNumber(), hash: hash.toHex(), raw, decoded, extrinsics }
}

const remark = (text) => api.tx.system.remark(text)
const send = (amount) => api.tx.balances.transferKeepAlive(bob.address, amount)
const others = (signer) => people.map(({ address }) => address).filter((one) => one !== signer.address)
  .sort((a, b) => Buffer.compare(keyring.decodeAddress(a), keyring.decodeAddress(b)))
const weight = { refTime: 1_000_000_000, proofSize: 10_000 }
const many = api.tx.utility.batchAll([remark('one'), send(unit)])

const blocks = []
const play = async (call, signer, options = {}) => {
  const recorded = await recordBlock(await submit(call, signer, options))
  blocks.push(recorded)
  console.log(recorded.block, camel(call.method), recorded.decoded.map(({ event }) => event).join(' '))
  return recorded
}
await play(remark('a node that is asked'), alice, { era: 0 })
await play(send(2n * unit), alice, { tip: 12345 })
await play(many, bob, { era: 4096 })
await play(send(5_000_000n * unit), alice)
await play(api.tx.proxy.addProxy(bob.address, 'Any', 0), alice)
await play(api.tx.proxy.proxy(alice.address, null, remark('in the name of another')), bob)
const multiCall = api.tx.utility.batch([remark('x'.repeat(300)), send(unit)])
const first = await play(api.tx.multisig.approveAsMulti(2, others(alice), null, multiCall.method.hash, weight), alice)
const multi = u8aToHex(createKeyMulti(people.map(({ address }) => address), 2))
const stored = []
const record = async (name, entry, ...args) => {
  const key = entry.key(...args)
  const raw = await provider.send('state_getStorage', [key])
  stored.push({ item: name, key, raw, decoded: (await entry(...args)).toJSON() })
}
await record('Multisig.Multisigs', api.query.multisig.multisigs, multi, multiCall.method.hash)
await provider.send('dev_setStorage', [{ System: { Account: [[[multi], { providers: 1, data: { free: String(10n * unit) } }]] } }])
const timepoint = { height: first.block, index: first.extrinsics.findIndex(({ signed }) => signed) }
await play(api.tx.multisig.asMulti(2, others(bob), timepoint, multiCall, weight), bob)

await record('System.Account', api.query.system.account, alice.address)
await record('Proxy.Proxies', api.query.proxy.proxies, alice.address)
await record('Timestamp.Now', api.query.timestamp.now)
await record('System.LastRuntimeUpgrade', api.query.system.lastRuntimeUpgrade)
await record('System.BlockWeight', api.query.system.blockWeight)
await record('Session.Validators', api.query.session.validators)

const calls = [
  ['system.remark', ['a node that is asked']],
  ['system.setStorage', [[['0x01', '0x0203'], ['0x', '0x']]]],
  ['balances.transferKeepAlive', [bob.address, '340282366920938463463374607431768211455']],
  ['balances.forceTransfer', [alice.address, bob.address, 1]],
  ['utility.batchAll', [['system.remark', 'balances.transferKeepAlive']]],
  ['utility.asDerivative', [65535, 'system.remark']],
  ['proxy.proxy', [alice.address, null, 'system.remark']],
  ['proxy.addProxy', [bob.address, 'Any', 7]],
  ['multisig.approveAsMulti', [2, others(alice), null, u8aToHex(hexToU8a('0x' + '5a'.repeat(32))), weight]],
  ['multisig.asMulti', [2, others(bob), { height: 7, index: 2 }, 'system.remark', weight]],
].map(([call, args]) => ({ call, args }))
const made = new Map()
for (const answer of calls) {
  const [section, method] = answer.call.split('.')
  const named = (arg) => (made.has(arg) ? made.get(arg) : Array.isArray(arg) ? arg.map(named) : arg)
  const call = api.tx[section][method](...answer.args.map(named))
  made.set(answer.call, call)
  answer.hex = call.method.toHex()
  ;[answer.pallet, answer.index] = [...call.method.callIndex]
}

const signing = []
for (const call of ['system.remark', 'utility.batchAll', 'multisig.approveAsMulti', 'multisig.asMulti']) {
  for (const [eraCurrent, eraPeriod] of [[1234, 64], [0, 4], [20000, 32768], [null, null]]) {
    const blockHash = eraPeriod ? blocks[0].hash : api.genesisHash.toHex()
    const [nonce, tip] = eraCurrent === 0 ? [4294967295, '1000000000000000'] : [7, '0']
    const era = eraPeriod ? { current: eraCurrent, period: eraPeriod } : 0
    const payload = api.createType('ExtrinsicPayload', {
      address: alice.address, assetId: null, blockHash, blockNumber: 0, era: api.createType('ExtrinsicEra', era),
      genesisHash: api.genesisHash, metadataHash: null, method: made.get(call).method.toHex(), mode: 0, nonce,
      runtimeVersion: api.runtimeVersion, signedExtensions: api.registry.signedExtensions, specVersion: api.runtimeVersion.specVersion,
      tip, transactionVersion: api.runtimeVersion.transactionVersion, version: 4,
    }, { version: 4 })
    const whole = payload.toU8a({ method: true })
    const signatureUsed = '0x01' + 'cd'.repeat(64)
    const extrinsic = api.createType('Extrinsic', made.get(call).method, { version: 4 })
    extrinsic.addSignature(alice.address, signatureUsed, payload.toHex())
    signing.push({
      call, signer: alice.address, kind: eraPeriod ? 'mortal' : 'immortal', eraCurrent, eraPeriod, era: payload.era.toHex(), nonce, tip,
      blockHash, payload: u8aToHex(whole), bytesToSign: u8aToHex(whole.length > 256 ? api.registry.hash(whole) : whole),
      signatureUsed, extrinsic: extrinsic.toHex(),
    })
  }
}

const keys = {
  'System.Account(alice)': api.query.system.account.key(alice.address),
  'System.Events': api.query.system.events.key(),
  'System.BlockHash(3)': api.query.system.blockHash.key(3),
  'Timestamp.Now': api.query.timestamp.now.key(),
  'Proxy.Proxies(alice)': api.query.proxy.proxies.key(alice.address),
  'Staking.ErasStakers(3,alice)': api.query.staking.erasStakers.key(3, alice.address),
}

const errors = ['Balances', 'Utility', 'Proxy', 'Multisig'].map((name) => {
  const pallet = api.runtimeMetadata.asLatest.pallets.find((one) => one.name.toString() === name)
  const variants = api.registry.lookup.getSiType(pallet.errors.unwrap().type).def.asVariant.variants
  return {
    pallet: name, palletIndex: pallet.index.toNumber(),
    errors: variants.map((one) => ({ name: one.name.toString(), index: one.index.toNumber() })),
  }
})

const file = resolve(target, 'chain-vectors.json')
const before = JSON.parse(readFileSync(file, 'utf8'))
const vectors = {
  ...before,
  about: 'Made with polkadot-js (api 16.5.6): what is about keys alone, and by record.mjs what a node answers.',
  runtime: {
    specName: api.runtimeVersion.specName.toString(), specVersion: api.runtimeVersion.specVersion.toNumber(),
    transactionVersion: api.runtimeVersion.transactionVersion.toNumber(), genesisHash: api.genesisHash.toHex(),
    ss58Prefix: api.registry.chainSS58, tokenDecimals: api.registry.chainDecimals[0], signedExtensions: api.registry.signedExtensions,
  },
  storageKeys: keys, calls, signing,
  events: blocks.map(({ extrinsics, ...events }) => events),
  storageValues: stored, errors,
}
writeFileSync(file, JSON.stringify(vectors, null, 1) + '\n')
writeFileSync(resolve(target, 'recorded-blocks.json'), JSON.stringify({
  about: 'Blocks of a node, with what polkadot-js says of their extrinsics; made by record.mjs.',
  multisig: multi, multisigCall: multiCall.method.toHex(), multisigCallHash: multiCall.method.hash.toHex(),
  blocks: blocks.map(({ block, hash, extrinsics }) => ({ block, hash, extrinsics })),
}, null, 1) + '\n')

// Documentation is lists of texts, and nothing else in metadata is called docs.
const bare = (value) => Array.isArray(value) ? value.map(bare)
  : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, k === 'docs' ? [] : bare(v)]))
    : value
const { Metadata } = require('@polkadot/types')
const plain = await api.rpc.state.getMetadata()
const stripped = new Metadata(api.registry, { magicNumber: plain.magicNumber, metadata: { v14: bare(plain.asV14.toJSON()) } })
writeFileSync(resolve(target, 'metadata-v14.scale'), stripped.toU8a())
console.log('metadata', plain.toU8a().length, 'bytes, without documentation', stripped.toU8a().length)
await api.disconnect()
