// The tasks of a process that profile it.
import { Session } from 'node:inspector/promises';
import type { CpuProfile } from '../measuring/self-time.js';

const session = new Session();

export const profileTasks = {
  async startProfile({ microseconds }: { readonly microseconds: number }): Promise<void> {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: microseconds });
    await session.post('Profiler.start');
  },

  async stopProfile(): Promise<CpuProfile> {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return profile as CpuProfile;
  },
};
