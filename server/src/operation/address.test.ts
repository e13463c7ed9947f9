import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressesOf } from './address.ts'

test('given one host, then the address stays as it was written', () => {
  for (const url of ['postgres://h:1/db', 'postgresql://u:p%40q@h:1/db?sslmode=require', 'postgres://u:p@[::1]:1/db'])
    expect(addressesOf(url).url).toBe(url)
  expect(addressesOf('postgres://u:p@[::1]:6000/db').addresses).toEqual([{ host: '::1', port: 6000 }])
  expect(addressesOf('postgres://u@h/db').addresses).toEqual([{ host: 'h', port: 5432 }])
})

test('given no host, then nothing is known of where it is', () => {
  expect(addressesOf('postgres:///db?host=/run')).toEqual({ url: 'postgres:///db?host=/run', addresses: [] })
})

test('given several hosts, then each is known in its order, and the driver is given the first', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/)
  const port = fc.integer({ min: 1, max: 65535 })
  fc.assert(
    fc.property(fc.array(fc.record({ host: name, port }), { minLength: 1, maxLength: 4 }), (addresses) => {
      const hosts = addresses.map(({ host, port: at }) => `${host}:${at}`)
      const parsed = addressesOf(`postgres://u:p@${hosts.join(',')}/db?application_name=x`)
      expect(parsed).toEqual({ url: `postgres://u:p@${hosts[0] ?? ''}/db?application_name=x`, addresses })
      expect(new URL(parsed.url).searchParams.get('application_name')).toBe('x')
    }),
  )
})

test('given a list with a hole, then it is refused in words', () => {
  expect(() => addressesOf('postgres://u:p@a:1,,b:2/db')).toThrow(/多台数据库写成 主机甲:5432/)
})
