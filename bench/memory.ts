import { type Memory, memoryOf } from './process-figures.ts'

export interface MemoryFigures extends Memory {
  readonly name: string
  /** MB; undefined where nobody promised anything. */
  readonly targetMb: number | undefined
}

/** Resident memory of one server over its life, read at moments that the caller chooses. */
export class MemoryDiary {
  readonly figures: MemoryFigures[] = []

  note(name: string, pid: number, targetMb?: number): void {
    this.figures.push({ name, targetMb, ...memoryOf(pid) })
  }
}
