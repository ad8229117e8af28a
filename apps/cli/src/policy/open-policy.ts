import { loadPolicy, PolicyError, type Policy } from '@redress/policy';
import { CommandFailed } from '../output.js';

/**
 * Loads the policy of POLICY_DIR.
 * @throws CommandFailed with the problems of the policy
 */
export async function openPolicy(folder: string): Promise<Policy> {
  try {
    return await loadPolicy(folder);
  } catch (error) {
    if (error instanceof PolicyError) throw new CommandFailed(`${folder}: ${error.message}`);
    throw error;
  }
}
