// `npm run generate`: writes the checked-in files that are generated from other sources.
import { writeFile } from 'node:fs/promises';
import { constantsFile, generatedConstants } from '../building/generated-constants.mjs';
import { pageWithPolicyTables, policyPage } from '../building/policy-tables.mjs';

await writeFile(constantsFile, await generatedConstants());
await writeFile(policyPage, await pageWithPolicyTables());
