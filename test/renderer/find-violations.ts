import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const violationsSchema = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** Everything axe finds on the page, one line each. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const answer = await page.evaluate(
    'axe.run(document).then(({ violations }) => JSON.parse(JSON.stringify(violations)))',
  );
  return violationsSchema
    .parse(answer)
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
