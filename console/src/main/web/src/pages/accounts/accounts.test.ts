import { expect, it } from 'vitest';
import { displayOf, tokenOf } from '../sign-in/ways';
import { displayAddress } from './address';

it('makes an address that opens a wall, and nothing else reads it as a sign-in link', () => {
  const address = new URL(displayAddress('https://songlam.example', 'sl_a+b/c='));
  expect(address.search).toBe('');
  expect(displayOf(address.hash)).toBe('sl_a+b/c=');
  expect(tokenOf(address.hash)).toBeNull();
});
