package io.serai.check.internal;

/**
 * A number for each of many payments, in 12 bytes and a little: what a run remembers must not grow
 * as the database does. Payments are told apart by 64 bits of a hash. Not thread-safe.
 */
final class Numbers {

  private static final int FIRST = 1 << 12;

  private long[] keys = new long[FIRST];
  private int[] values = new int[FIRST];
  private int used;

  /** The payment's number, 0 if it has none. */
  int get(String payment) {
    return values[slot(keys, hash(payment))];
  }

  /** Gives the payment a number that is not 0. */
  void put(String payment, int number) {
    if (used * 2 > keys.length) {
      grow();
    }
    long key = hash(payment);
    int slot = slot(keys, key);
    if (keys[slot] == 0) {
      keys[slot] = key;
      used++;
    }
    values[slot] = number;
  }

  private void grow() {
    long[] more = new long[Math.multiplyExact(keys.length, 2)];
    int[] moved = new int[more.length];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int slot = slot(more, keys[i]);
        more[slot] = keys[i];
        moved[slot] = values[i];
      }
    }
    keys = more;
    values = moved;
  }

  private static int slot(long[] keys, long key) {
    int mask = keys.length - 1;
    int slot = (int) (key >>> 20) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }
}
