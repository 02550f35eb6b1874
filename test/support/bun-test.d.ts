// Only the runner's module: the tests themselves use nothing else that is Bun's own.
/// <reference types="bun-types/test.d.ts" />
