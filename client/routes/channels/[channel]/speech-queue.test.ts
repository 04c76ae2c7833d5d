import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Herald } from './speech-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('three messages are read one by one, at once', () => {
  const { herald, said } = listening();
  herald.hear([news(1)]);
  herald.hear([news(2), news(3)]);
  expect(said).toEqual(['Anja: 1', 'Anja: 2', 'Anja: 3']);
});

test('what comes on top of them within five seconds is counted, and said once', () => {
  const { herald, said } = listening();
  for (let number = 1; number <= 7; number++) herald.hear([news(number)]);
  expect(said).toHaveLength(3);
  vi.advanceTimersByTime(5_000);
  expect(said.slice(3)).toEqual(['4 nieuwe berichten']);
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(4);
});

test('a single one on top is read as it is', () => {
  const { herald, said } = listening();
  herald.hear([1, 2, 3, 4].map(news));
  vi.advanceTimersByTime(5_000);
  expect(said[3]).toBe('Anja: 4');
});

test('after the rush messages are read one by one again', () => {
  const { herald, said } = listening();
  herald.hear([1, 2, 3, 4, 5].map(news));
  vi.advanceTimersByTime(5_000);
  herald.hear([news(6)]);
  expect(said.slice(3)).toEqual(['2 nieuwe berichten', 'Anja: 6']);
});

const news = (number: number) => ({ name: 'Anja', text: String(number) });

function listening() {
  const said: string[] = [];
  const herald = new Herald((text) => said.push(text), {
    one: ({ name, text }) => `${name}: ${text}`,
    many: (count) => `${count} nieuwe berichten`,
  });
  return { herald, said };
}
