package io.serai.provider;

import java.nio.charset.StandardCharsets;

/**
 * Draws for a split. Not by chance but from what names the payment, so that whoever asks again
 * under the same key, and in whatever process, is drawn the same.
 */
@FunctionalInterface
public interface Draw {

  /** A number from 0 to below {@code bound}; each turn's is its own. */
  long below(int turn, long bound);

  /** Draws from a text: evenly, also over texts that differ in one letter. */
  static Draw from(String text) {
    long seed = 0xcbf29ce484222325L; // FNV-1a, then the finish of SplitMix64 for each turn
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      seed = (seed ^ (one & 0xff)) * 0x100000001b3L;
    }
    long hash = seed;
    return (turn, bound) -> {
      long mixed = hash + (turn + 1) * 0x9e3779b97f4a7c15L;
      mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
      mixed ^= mixed >>> 31;
      return Long.remainderUnsigned(mixed, bound);
    };
  }
}
