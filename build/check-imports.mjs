/**
 * The import table (.dependency-cruiser.cjs) over the whole product, with an assertion that modules were seen at all:
 * a TypeScript version the tool does not know makes it pass on nothing.
 */
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import rules from '../.dependency-cruiser.cjs';

const folders = ['main', 'contract', 'preload', 'renderer'];
const { existsSync } = await import('node:fs');
const { output } = await cruise(
  folders.filter((folder) => existsSync(folder)),
  { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
  undefined,
  { tsConfig: extractTsConfig('tsconfig.json') },
);
for (const { rule, from, to } of output.summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
console.log(
  `imports: ${output.summary.totalCruised} modules, ${output.summary.totalDependenciesCruised} imports, ${output.summary.violations.length} violations`,
);
process.exitCode = output.summary.violations.length === 0 && output.summary.totalCruised > 20 ? 0 : 1;
