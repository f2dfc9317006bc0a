import { expect, test } from 'vitest';
import { hashPassword, isPasswordAgain } from '../../../generator/aws-local/cognito/passwords.js';

test('a password that was right before is recognised, and no other with it', async () => {
  const stored = await hashPassword('right');
  const others = await hashPassword('wrong');
  const answers = [];
  for (const password of ['wrong', 'wrong', 'right', 'wrong', 'right', '', 'right ', 'wrong'])
    answers.push(await isPasswordAgain(password, stored));
  expect(answers).toEqual([false, false, true, false, true, false, false, false]);
  expect(await isPasswordAgain('right', others)).toBe(false);
  expect(await isPasswordAgain('wrong', others)).toBe(true);
  // What is stored anew counts, not what was right for what it replaces.
  expect(await isPasswordAgain('right', { ...stored, hash: others.hash })).toBe(false);
});

test('a password that was right before is recognised without hashing it', async () => {
  const stored: { salt: string; hash: string } = await hashPassword('right');
  expect(await isPasswordAgain('right', stored)).toBe(true);
  stored.hash = (await hashPassword('wrong')).hash;
  expect(await isPasswordAgain('right', stored)).toBe(true);
});
