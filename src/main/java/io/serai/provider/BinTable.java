package io.serai.provider;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the first digits of a card number say of the card, for payments that come with no more than
 * them. The longest digits that say something decide, for the brand and the country each.
 * Immutable.
 */
public final class BinTable {

  /** Says nothing. */
  public static final BinTable NONE = new Builder().build();

  /**
   * A range of first digits.
   *
   * @param length how many digits
   * @param first the lowest of them
   * @param last the highest of them
   * @param brand the brand, or null where it says nothing of it
   * @param country the country of issue, or null where it says nothing of it
   */
  public record Range(
      int length, long first, long last, @Nullable String brand, @Nullable String country) {}

  // By length, the longest first; within a length by the lowest digits, which never overlap.
  private final NavigableMap<Integer, NavigableMap<Long, Range>> ranges;

  private BinTable(NavigableMap<Integer, NavigableMap<Long, Range>> ranges) {
    this.ranges = ranges;
  }

  /** Gathers a table; used once. */
  public static final class Builder {
    private final NavigableMap<Integer, NavigableMap<Long, Range>> ranges =
        new TreeMap<>(Comparator.reverseOrder());

    /** Adds a range, unless it overlaps one of the same length; says whether it did. */
    public boolean add(Range range) {
      NavigableMap<Long, Range> same = ranges.computeIfAbsent(range.length(), n -> new TreeMap<>());
      Map.Entry<Long, Range> below = same.floorEntry(range.last());
      if (below != null && below.getValue().last() >= range.first()) {
        return false;
      }
      same.put(range.first(), range);
      return true;
    }

    /** The table. */
    public BinTable build() {
      return new BinTable(ranges);
    }
  }

  /** The brand of a card, if its first digits are known. */
  public Optional<String> brand(String bin) {
    return find(bin, Range::brand);
  }

  /** The country of issue of a card, if its first digits are known. */
  public Optional<String> country(String bin) {
    return find(bin, Range::country);
  }

  private Optional<String> find(String bin, Function<Range, @Nullable String> what) {
    if (!bin.chars().allMatch(one -> one >= '0' && one <= '9')) {
      return Optional.empty();
    }
    for (Map.Entry<Integer, NavigableMap<Long, Range>> same : ranges.entrySet()) {
      if (bin.length() >= same.getKey()) {
        long digits = Long.parseLong(bin.substring(0, same.getKey()));
        Map.Entry<Long, Range> found = same.getValue().floorEntry(digits);
        if (found != null && found.getValue().last() >= digits) {
          String said = what.apply(found.getValue());
          if (said != null) {
            return Optional.of(said);
          }
        }
      }
    }
    return Optional.empty();
  }
}
