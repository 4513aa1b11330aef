// Compiles one of our schemas, strictly, and validates documents against it.
//   node ajv.mjs FOLDER NAME DOCUMENT…      with NODE_PATH at node_modules; prints one JSON report
import { createRequire } from 'node:module'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const require = createRequire(`${process.env.NODE_PATH}/`)
const { Ajv2020 } = require('ajv/dist/2020')
const addFormats = require('ajv-formats').default
const { version } = require('ajv/package.json')

const [folder, name, ...documents] = process.argv.slice(2)
const read = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'))

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true })
addFormats(ajv)
for (const file of readdirSync(folder).filter((file) => file.endsWith('.schema.json'))) {
  ajv.addSchema(read(folder, file), file)
}
const validate = ajv.getSchema(name)
const problems = documents.flatMap((file) => {
  validate(read(file))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${file}#${instancePath}: ${message}`)
})
console.log(JSON.stringify({ ajv: version, documents: documents.length, problems }))
