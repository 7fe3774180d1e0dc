package io.serai.provider.answers;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is known of one provider's answers to one operation. Used by one thread. */
final class Known {

  /** A provider that makes up names must not fill the memory, nor the table. */
  static final int MOST_FIELDS = 500;

  /** So many differences may be open; an answer of another kind altogether needs no more. */
  static final int MOST_OPEN = 50;

  /**
   * A provider's answers to an operation.
   *
   * @param provider the provider
   * @param operation the operation's word
   */
  record Of(String provider, String operation) {}

  /** By path. */
  final Map<String, Set<String>> learned = new HashMap<>();

  /** By path; what an operator accepted. */
  final Map<String, Set<String>> accepted = new HashMap<>();

  /** By status. */
  final Map<Integer, Integer> answers = new HashMap<>();

  /** Paths whose difference has been told and is not accepted. */
  final Set<String> open = new HashSet<>();

  /** All words of a field; none where it is not known. */
  Set<String> words(String path) {
    Set<String> words = new HashSet<>(learned.getOrDefault(path, Set.of()));
    words.addAll(accepted.getOrDefault(path, Set.of()));
    return words;
  }

  /** Whether this said anything new. */
  boolean learn(String path, String word) {
    Set<String> words = learned.get(path);
    if (words == null) {
      if (learned.size() >= MOST_FIELDS) {
        return false;
      }
      words = new HashSet<>();
      learned.put(path, words);
    }
    return !Words.fits(word, words) && words.add(word);
  }
}
