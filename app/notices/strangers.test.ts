import { expect, it } from 'vitest';
import { heardTotals } from './strangers.ts';

it('counts what strangers wrote only for those who want to hear of it', () => {
  const counted = { unread: 5, requests: 1, ofStrangers: 2 };
  expect(heardTotals(counted, 'all')).toEqual({ unread: 5, requests: 1 });
  expect(heardTotals(counted, 'requests')).toEqual({ unread: 3, requests: 1 });
  expect(heardTotals(counted, 'contacts')).toEqual({ unread: 3, requests: 1 });
});
