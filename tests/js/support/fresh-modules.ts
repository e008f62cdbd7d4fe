// Gives each test file fresh modules: one process runs all files, because a process for each takes
// three times the CPU time.
import { afterAll, vi } from 'vitest';

afterAll(() => void vi.resetModules());
