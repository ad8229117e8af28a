import { loadPolicy, PolicyError, type Policy } from '@redress/policy';
import { CommandFailed } from '../output.js';

/** The policy of POLICY_DIR. Throws CommandFailed with its problems. */
export async function openPolicy(folder: string): Promise<Policy> {
  try {
    return await loadPolicy(folder);
  } catch (error) {
    if (error instanceof PolicyError) throw new CommandFailed(`${folder}: ${error.message}`);
    throw error;
  }
}
