import { figure, paragraph, sectionTable } from '../markdown.ts'
import type { Results } from '../results.ts'

export function tourSection({ plan, tour }: Results): string[] {
  if (!tour) return []
  return [
    '## A tour of the pages',
    paragraph(
      'What somebody new types and presses, counted in Chromium; docs/pages-tour.md says what each way is. "Machine s" is from leaving',
      `for each page to its first paint, all pages of the way together, ${plan.paints} times; hashing and the commit are in it. "Person s" is an`,
      'estimate by the keystroke-level model and no measurement of anybody.',
    ),
    sectionTable(
      ['way', 'script', 'pages', 'fields', 'presses', 'machine s', 'person s, estimated'],
      tour,
      (row) => [
        row.name,
        row.hasScript ? 'yes' : 'no',
        String(row.pages),
        String(row.fields),
        String(row.presses),
        row.machineMs ? figure(row.machineMs.median / 1_000) : '-',
        figure(row.estimatedSeconds),
      ],
    ),
  ]
}
