import type { Language } from '@redress/contracts';
import { loadPolicy, PolicyError } from '@redress/policy';
import { CommandFailed, type Output } from '../output.js';

/**
 * Prints whether a policy folder is valid, and all its problems if it is not.
 * @throws CommandFailed when it is not valid
 */
export async function checkPolicy(folder: string, language: Language, output: Output): Promise<void> {
  try {
    const { hash, departments, categories, clocks } = await loadPolicy(folder);
    const counts = [departments.length, categories.length, Object.keys(clocks).length];
    output.line(
      language === 'en'
        ? `${folder} can be used: ${counts[0]} departments, ${counts[1]} categories, ${counts[2]} clocks. ` +
            `Hash ${hash.slice(0, 12)}.`
        : `${folder} 可以使用：${counts[0]} 个部门，${counts[1]} 个类别，${counts[2]} 个时限。指纹 ${hash.slice(0, 12)}。`,
    );
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    output.line(language === 'en' ? error.message : error.messageZh);
    const count = error.problems.length;
    throw new CommandFailed(
      language === 'en'
        ? `${folder}: ${count} ${count === 1 ? 'problem' : 'problems'}.`
        : `${folder}：共 ${count} 处问题。`,
    );
  }
}
